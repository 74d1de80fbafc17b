"""One page as rules see it: its tree, views of it, and the place of everything in it."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol, TypeVar

from bylint.markup import Attribute, Element, Markup, Run, StartTag
from bylint.settings import Settings
from bylint.source import Source
from bylint.span import Span

V = TypeVar("V")
DOCUMENT = re.compile(r"<(?:!doctype|html|head)(?![a-z0-9-])", re.I)


class Placed(Protocol):
    """Something of a view that knows where on the page it stands."""

    def locate(self, page: "Page") -> Span: ...


class Page:
    """A parsed page. Nothing of it is to be changed; what a rule wants to know it asks of a view."""

    def __init__(self, source: Source, settings: Settings = Settings()) -> None:
        self.source = source
        self.settings = settings
        self._views: dict[Callable[[Page], Any], Any] = {}

    @cached_property
    def markup(self) -> Markup:
        return Markup(self.source.text, self.source.utf_8)

    @property
    def root(self) -> Element:
        """The `html` element of the lxml tree, implied where the source has none."""
        return self.markup.root

    @cached_property
    def fragment(self) -> bool:
        """Whether this is part of a page, such as a CMS field: no doctype, `html` or `head` in it."""
        return DOCUMENT.search(self.source.text) is None

    def view(self, make: Callable[["Page"], V]) -> V:
        """What `make` has to say of this page, worked out once. A pack adds a view by writing a function."""
        if make not in self._views:
            self._views[make] = make(self)
        made: V = self._views[make]
        return made

    def has(self, make: Callable[["Page"], Any]) -> bool:
        """Whether a view was worked out already."""
        return make in self._views

    def forget(self) -> None:
        """Drop all views. They know the page and the page knows them, so that else only a search for garbage would end both."""
        self._views.clear()

    def select(self, css: str) -> list[Element]:
        """The elements that a CSS selector matches, in the order of the page.

        Raises `cssselect.SelectorError` where the selector cannot be read.
        """
        from cssselect import HTMLTranslator  # only a configured selector needs it

        found: list[Element] = self.root.xpath(HTMLTranslator().css_to_xpath(css))
        return found

    def span_of(self, place: Element | Attribute | Run | StartTag | Placed) -> Span:
        """The range of the source that a thing stands in.

        `place` is an element of the tree, a comment, an `Attribute`, a `Run` of text, a `StartTag`,
        or anything of a view that has a place: a block, a claim, a tag of the soup.
        """
        locate = getattr(place, "locate", None)
        return locate(self) if locate else self.markup.span(place)
