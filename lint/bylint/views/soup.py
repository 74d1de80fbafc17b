"""The page as a BeautifulSoup, for rules that like it best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.page import Page

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


def soup(page: Page) -> BeautifulSoup:
    """A view: the same tree as `page.root`, so that both know the same elements.

    `page.span_of` gives the place of its tags, strings and comments. Use it for reading: a tag
    that a rule makes has no place. White space alone between two tags is one space or newline.
    """
    # bs4 costs more start-up than all the rest; few rules come here.
    from bylint.views.soup_tree import make

    return make(page.root)
