"""JSON-LD is read as those who use it read it, whatever a page does, and every value has its place."""

import json
from time import perf_counter

import pytest

from bylint.page import Page
from bylint.source import Source
from bylint.views.json_ld import JsonPlace, json_ld

OPEN, CLOSE = '<script type="application/ld+json">', "</script>"


def page(text, newline="\n"):
    return Page(Source.read("page.html", text.replace("\n", newline).encode("utf-8", "surrogatepass")))


def read(body):
    return page(f"<p>x</p>{OPEN}{body}{CLOSE}").view(json_ld)


@pytest.mark.parametrize(
    "body",
    [
        ' {"a": 1} ',
        '<!-- {"a": 1} -->',
        '//<![CDATA[\n{"a": 1}\n//]]>',
        '/*<![CDATA[*/ {"a": 1} /*]]>*/',
        '\ufeff{"a": 1}',
    ],
)
def test_wrappers_around_the_value_are_nothing(body):
    assert [script.value for script in read(body).scripts] == [{"a": 1}]


def test_the_type_is_compared_without_case_and_parameters():
    told = page(
        "<script type='Application/LD+JSON; charset=utf-8'>{}</script><script type='application/json'>{}</script><script>{}</script>"
    ).view(json_ld)
    assert len(told.scripts) == 1


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", "empty"),
        (" \n <!-- -->", "empty"),
        ('{"a": NaN}', "not a number"),
        ('{"a": "NaN", "b": -Infinity}', "not a number"),
        ('{"a": 1', "cut off"),
        ("[" * 200_000, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_a_place(body, error):
    (script,) = read(body).scripts
    assert script.error == error
    assert 0 <= script.at <= len(body)


def test_the_place_of_a_number_that_is_none():
    (script,) = read('{"a": "NaN", "b": -Infinity}').scripts
    assert '{"a": "NaN", "b": -Infinity}'[script.at :].startswith("-Infinity")


def test_strange_but_readable_values_survive():
    huge = "1" * 10_000
    told = read('{"@type": "Article", "headline": "\\ud83d", "headline": "last \\udc00", "wordCount": ' + huge + "}")
    assert told.nodes[0].value["headline"] == "last \udc00"
    assert told.scripts[0].error is None


def test_arrays_of_arrays_graphs_and_main_entities_give_their_nodes_in_order():
    told = read(
        '[[[{"@type": "http://schema.org/NewsArticle", "n": 1}]], {"@graph": [{"@type": ["WebPage", "Thing"], "n": 2, '
        '"mainEntity": {"@type": "schema:Article", "n": 3}}, {"@type": "ItemList", "itemListElement": [{"@type": "Article", "n": 4}]}]}]'
    )
    assert [node.value.get("n") for node in told.nodes] == [1, None, 2, 3, None]
    assert [node.value["n"] for node in told.articles] == [1, 3]
    assert told.nodes[2].types == {"WebPage", "Thing"}


def test_nesting_that_can_be_read_can_be_walked():
    value = {"@type": "Article"}
    for _ in range(200):
        value = [value]
    assert len(read(json.dumps(value)).articles) == 1


def test_a_reference_leads_to_what_it_names():
    told = read('{"@graph": [{"@type": "Article", "author": [{"@id": "#a"}, {"@id": "#z"}]}, {"@id": "#a", "name": "Ada Quay"}]}')
    article = told.articles[0]
    found = [item for item, _ in told.items(article.value["author"], article.place / "author")]
    assert found == [{"@id": "#a", "name": "Ada Quay"}, {"@id": "#z"}]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_value_has_its_place(newline):
    body = '\n<!-- {"a\\u0062": [1, {"c": "é😀 \\" ]"}], "d" : {"e":\n -1.5e3 }, "dup": "first", "dup": "second", "n": null}\n-->'
    where = page(f"<p>ä</p>{OPEN}{body}{CLOSE}", newline)
    (script,) = where.view(json_ld).scripts

    def text(*path):
        start, end = where.span_of(JsonPlace(script.element, path))
        return where.source.text[start:end]

    assert text("ab", 0) == "1"
    assert text("ab", 1, "c") == '"é😀 \\" ]"'
    assert text("d", "e") == "-1.5e3"
    assert text("d") == '{"e":' + newline + " -1.5e3 }"
    assert text("dup") == '"second"'
    assert text("n") == "null"
    assert text().startswith("{")
    assert text().endswith("null}")


def test_a_path_that_leads_nowhere_is_where_its_owner_stands():
    where = page(f'{OPEN}{{"author": {{"url": "x"}}}}{CLOSE}')
    (script,) = where.view(json_ld).scripts
    start, end = where.span_of(JsonPlace(script.element, ("author", "name")))
    assert where.source.text[start:end] == '{"url": "x"}'


def test_thousands_of_scripts_take_no_time():
    text = "".join(f'{OPEN}{{"@type": "Article", "headline": "{n}"}}{CLOSE}' for n in range(5000))
    where = page(text)
    started = perf_counter()
    told = where.view(json_ld)
    places = [where.span_of(node.place / "headline") for node in told.nodes]
    assert perf_counter() - started < 5
    assert [text[start:end] for start, end in places] == [f'"{n}"' for n in range(5000)]
