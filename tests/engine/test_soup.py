"""The soup is the page's own tree in BeautifulSoup's clothes: same elements, known places."""

import pytest
from bs4 import Comment
from bs4.element import Script, TemplateString

from bylint.page import Page
from bylint.source import Source
from bylint.views.soup import soup

TEXT = (
    "<!doctype html><html><head><title>a &amp; b</title><script>if(a<b){}</script></head>\r\n<body class='x y'><!-- c --><!---->"
    "<p>one <b>bold</b> tail &eacute;<br>two</p> <p>three<template><i>four</i></template></body></html>"
)


def place(page, part):
    start, end = page.span_of(part)
    return TEXT[start:end]


@pytest.fixture
def page():
    return Page(Source.read("page.html", TEXT.encode()))


def test_tags_strings_and_comments_have_their_places(page):
    made = page.view(soup)
    assert place(page, made.p) == "<p>one <b>bold</b> tail &eacute;<br>two</p>"
    assert place(page, made.select_one("body.x.y > p b")) == "<b>bold</b>"
    assert [place(page, text) for text in made.p.find_all(string=True)] == ["one ", "bold", " tail &eacute;", "two"]
    assert place(page, made.title.string) == "a &amp; b"
    assert [place(page, comment) for comment in made.descendants if isinstance(comment, Comment)] == ["<!-- c -->", "<!---->"]


def test_it_is_the_tree_that_lxml_made(page):
    made = page.view(soup)
    assert [tag.name for tag in made.find_all(True)] == [element.tag for element in page.root.iter() if isinstance(element.tag, str)]
    assert made.body["class"] == ["x", "y"]
    assert made.p.get_text() == "one bold tail étwo"


def test_scripts_and_templates_are_no_text_of_the_page(page):
    made = page.view(soup)
    assert isinstance(made.script.string, Script)
    assert isinstance(made.i.string, TemplateString)
    assert "if(a" not in made.get_text()
    assert place(page, made.script.string) == "if(a<b){}"


def test_what_a_rule_makes_itself_has_no_place(page):
    made = page.view(soup)
    with pytest.raises(ValueError, match="no place"):
        page.span_of(made.new_tag("p"))


def test_a_fragment_with_deep_nesting_can_be_searched():
    text = "<div>" * 1000 + "<p class=deep>x</p>"
    page = Page(Source.read("page.html", text.encode()))
    start, end = page.span_of(page.view(soup).select_one("p.deep"))
    assert text[start:end] == "<p class=deep>x</p>"
