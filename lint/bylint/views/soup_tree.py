"""Makes a BeautifulSoup of an lxml tree. Imports bs4: import this only where a soup is wanted."""

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup, Comment, Tag
from bs4.builder import HTMLTreeBuilder
from bs4.element import NavigableString, PageElement, Script, Stylesheet, TemplateString
from lxml import etree

from bylint.markup import Element, Run
from bylint.page import Page
from bylint.span import Span

NO_PLACE = "this is not part of the page's soup, so it has no place"


class PlacedString(NavigableString):
    """A string. Its place needs no keeping: it is the text of its parent or the tail of what is before it."""

    def locate(self, page: Page) -> Span:
        if self.previous_sibling is not None:
            return page.span_of(Run(_element(self.previous_sibling), "tail"))
        if self.parent is None:
            raise ValueError(NO_PLACE)
        return page.span_of(Run(_element(self.parent), "text"))


# What bs4 takes for text that readers see; it compares classes exactly.
TEXT: set[type[NavigableString]] = {PlacedString}


class PlacedTag(Tag):
    """A tag that knows the element it stands for. bs4 takes any unknown name for a child's, so the
    method has to be the class's own."""

    MAIN_CONTENT_STRING_TYPES = TEXT

    def locate(self, page: Page) -> Span:
        return page.span_of(_element(self))


class PlacedComment(Comment):
    """A comment that knows the one of the tree that it stands for."""

    def locate(self, page: Page) -> Span:
        return page.span_of(_element(self))


class PlacedScript(PlacedString, Script):
    pass


class PlacedStylesheet(PlacedString, Stylesheet):
    pass


class PlacedTemplateString(PlacedString, TemplateString):
    pass


CONTAINERS: dict[str, type[NavigableString]] = {"script": PlacedScript, "style": PlacedStylesheet, "template": PlacedTemplateString}


class Soup(BeautifulSoup):
    """Puts our own strings in the place of bs4's."""

    MAIN_CONTENT_STRING_TYPES = TEXT

    def string_container(self, base_class: type[NavigableString] | None = None) -> type[NavigableString]:
        theirs = super().string_container(base_class)
        return PlacedString if theirs is NavigableString else theirs


class Builder(HTMLTreeBuilder):
    """Feeds bs4 from a tree instead of from text."""

    NAME = "bylint"

    def __init__(self, root: Element) -> None:
        super().__init__(string_containers=CONTAINERS)
        self.root = root

    def prepare_markup(self, *_: Any, **__: Any) -> Iterable[tuple[str, None, None, bool]]:
        yield "", None, None, False

    def feed(self, markup: Any) -> None:
        soup: Any = self.soup
        for event, node in etree.iterwalk(self.root, events=("start", "end", "comment", "pi")):
            if event == "start":
                tag = soup.handle_starttag(node.tag, None, None, dict(node.items()))
                tag.bylint_element = node
                if node.text:
                    soup.handle_data(node.text)
                continue
            if event == "end":
                soup.handle_endtag(node.tag)
            else:
                soup.endData()
                comment: Any = PlacedComment(node.text or "")
                comment.bylint_element = node
                soup.object_was_parsed(comment)
            if node.tail and node is not self.root:
                soup.handle_data(node.tail)


def make(root: Element) -> BeautifulSoup:
    return Soup("", builder=Builder(root), element_classes={Tag: PlacedTag})


def _element(part: PageElement) -> Element:
    element = vars(part).get("bylint_element")
    if element is None:
        raise ValueError(NO_PLACE)
    return element
