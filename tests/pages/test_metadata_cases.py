"""Awkward pages for the metadata rules: what must be said, exactly where, and what must not."""

import pytest

from bylint.lexicon import Lexicon
from bylint.page import Page
from bylint.settings import Settings
from bylint.source import Source
from bylint_rules.metadata.author_invalid import author_invalid
from bylint_rules.metadata.canonical_conflict import canonical_conflict
from bylint_rules.metadata.date_order import date_order
from bylint_rules.metadata.headline_mismatch import headline_mismatch
from bylint_rules.metadata.image_url import image_url
from bylint_rules.metadata.json_ld_schema import Options, json_ld_schema
from bylint_rules.metadata.json_ld_syntax import json_ld_syntax

HEAD = "<!doctype html><html><head><title>Ferry sails</title>{}</head><body></body></html>"
SETTINGS = Settings(url="https://gazette.example/", lexicon=Lexicon(extra=(("nobody", ("admin",)),)))


def read(text):
    return Page(Source.read("page.html", text.encode()), SETTINGS)


def ld(text):
    return f'<script type="application/ld+json">{text}</script>'


def found(rule, text, options=None):
    page = read(text)
    return [(problem.message, page.source.text[slice(*problem.span)]) for problem in rule.run(page, options)]


@pytest.mark.parametrize(
    ("body", "at", "says"),
    [
        ('{"a": "x" "b": 1}', '"', "comma is missing"),
        ('{"a": "the "big" ship"}', "b", "quotation mark in this text"),
        ('{"a": [1, 2, ]}', ",", "behind the last entry"),
        ("{'a': 1}", "'", "single quotation marks"),
        ('{"a": "one\ntwo"}', "\n", "line break"),
        ('{"a": {{ title }} }', "{", "template"),
        ('{&quot;a&quot;: 1}', "&", "&quot;"),
        ('{"a": 1} // done', "/", "no comments"),
        ('{"a": 1};', ";", "behind the end"),
        ('{"a": undefined}', "u", "value is expected"),
        ('{"a": "b', '"', "never ends"),
        ('{"a": [1\n ', "", "breaks off"),
        ('{"a": "C:\\dir"}', "\\", "backslash"),
        ('{"a" 1}', "1", "colon"),
        ('{"a": <b>x</b>}', "<", "HTML"),
    ],
)
def test_syntax_errors_are_told_in_plain_words_at_the_character(body, at, says):
    ((message, where),) = found(json_ld_syntax, ld(body))
    assert says in message
    assert where == at


def test_a_canonical_elsewhere_and_og_url_at_home_is_syndication():
    links = '<link rel=canonical href="https://origin.example/2025/ferry"><meta property="og:url" content="https://gazette.example/ferry">'
    article = ld('{"@type": "NewsArticle", "mainEntityOfPage": "https://gazette.example/ferry"}')
    assert not found(canonical_conflict, HEAD.format(links + article))


@pytest.mark.parametrize(
    "other",
    ["https://www.g.example/ferry/", "https://g.example/FERRY?utm_medium=a", "https://g.example/m/ferry.html", "https://g.example/123456?x=1"],
)
def test_spellings_of_one_address_do_not_conflict(other):
    canonical = "https://g.example/123456/ferry" if "123456" in other else "https://g.example/ferry"
    assert not found(canonical_conflict, HEAD.format(f'<link rel=canonical href="{canonical}"><meta property="og:url" content="{other}">'))


@pytest.mark.parametrize("href", ["", "#", "?page=2", "http://[", "http://localhost/a", "javascript:void(0)", "{{ url }}"])
def test_a_canonical_that_is_no_public_address_is_told(href):
    assert len(found(canonical_conflict, HEAD.format(f'<link rel=canonical href="{href}">'))) == 1


def test_one_canonical_repeated_is_no_conflict():
    assert not found(canonical_conflict, HEAD.format('<link rel=canonical href="https://g.example/a">' * 2))


@pytest.mark.parametrize(
    "author",
    [
        '{"@type": "Person"}', '{"@type": "Person", "name": " "}', '""', '"admin"', '{"@type": "Person", "name": "4711"}',
        '{"@type": "Person", "name": "By Ada Quay"}', '{"name": "ada@gazette.example"}', '{"@type": "Person", "name": "Gazette"}',
    ],
)
def test_authors_that_are_nobody(author):
    assert len(found(author_invalid, ld(f'{{"@type": "Article", "publisher": {{"name": "Gazette"}}, "author": {author}}}'))) == 1


@pytest.mark.parametrize(
    "author",
    [
        '"Ada Quay"', '{"@id": "https://gazette.example/#ada"}', '{"@type": "Organization", "name": "Gazette"}', "[]",
        '{"@type": "Person", "name": "José Ortega y Gasset"}', '{"@type": "Person", "name": "Byron Bay, Jr."}',
        '{"@type": "Person", "name": "李明"}',
        '{"@type": "Organization", "name": "Health and Science Desk, Gazette Media Group"}',
    ],
)
def test_authors_that_are_somebody(author):
    assert not found(author_invalid, ld(f'{{"@type": "Article", "publisher": {{"name": "Gazette"}}, "author": {author}}}'))


def test_one_nobody_in_three_places_is_one_finding():
    metas = '<meta name=author content=admin><meta property="article:author" content=admin>'
    page = read(HEAD.format(metas + ld('{"@type": "Article", "author": "admin"}')))
    (problem,) = author_invalid.run(page)
    assert len(problem.related) == 2


def test_dates_without_a_zone_are_given_a_day_and_more():
    article = '{{"@type": "Article", "datePublished": "{}", "dateModified": "{}"}}'
    assert not found(date_order, ld(article.format("2025-01-15T09:00:00", "2025-01-14T10:00:00Z")))
    assert found(date_order, ld(article.format("2025-01-15T09:00:00", "2025-01-14T01:00:00Z")))


def test_the_same_wrong_order_in_two_markups_is_one_finding():
    metas = (
        '<meta property="article:published_time" content="2025-01-15T09:00:00Z">'
        '<meta property="article:modified_time" content="2025-01-12T09:00:00Z">'
    )
    article = ld('{"@type": "Article", "datePublished": "2025-01-15T10:00:00+01:00", "dateModified": "2025-01-12T09:00:00Z"}')
    assert len(found(date_order, metas + article)) == 1


def test_a_headline_for_search_is_another_wording_when_the_story_speaks_of_it():
    text = (
        '<!doctype html><html><head><title>Harbour office reopens crossing</title><meta property="og:title" content="“We cried with joy”: '
        'islanders relieved"></head><body><h1>“We cried with joy”: islanders relieved</h1><p>{}</p></body></html>'
    )
    assert not found(headline_mismatch, text.format("The harbour office reopened the crossing to the island on Monday."))
    assert found(headline_mismatch, text.format("Nothing of the kind is told in this paragraph about a budget."))


def test_a_relative_picture_is_fixed_from_the_config_and_nothing_else_is_touched():
    page = read('<meta property="og:image" content="/a.jpg?x=1&amp;y=2">' + ld('{"@type": "Article", "image": {"url": "/b.jpg"}}'))
    fixed = page.source.text
    for problem in sorted(image_url.run(page), key=lambda problem: problem.span, reverse=True):
        (edit,) = problem.fix.edits
        fixed = fixed[: edit.span.start] + edit.text + fixed[edit.span.end :]
    assert 'content="https://gazette.example/a.jpg?x=1&amp;y=2"' in fixed
    assert '"url": "https://gazette.example/b.jpg"' in fixed


def test_what_is_missing_is_told_on_request_only():
    article = ld('{"@type": "NewsArticle", "headline": "Ferry sails"}')
    assert not found(json_ld_schema, article)
    ((message, _),) = found(json_ld_schema, article, Options(recommended=True))
    assert "author, datePublished, dateModified, image" in message


@pytest.mark.parametrize("value", ['{"a": ' * 300 + "1" + "}" * 300, "[" * 300 + "]" * 300, "1e999", '"\\ud800"', "9" * 5000])
def test_no_value_brings_the_schema_down(value):
    for name in ("image", "headline", "author", "publisher", "datePublished"):
        found(json_ld_schema, ld(f'{{"@type": "Article", "{name}": {value}}}'))
