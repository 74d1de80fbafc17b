"""What a class says is the same however long it is, and nothing of a long one is kept."""

import pytest

from bylint.page import Page
from bylint.source import Source
from bylint.views import chrome, visible_claims
from bylint.views.blocks import blocks
from bylint_rules.views import lines, naming

ASKED = {
    "chrome": (chrome._is_named.kept, "sidebar", lambda block: chrome.is_chrome(block.element)),
    "apart": (visible_claims._is_named_apart.kept, "sidebar", lambda block: visible_claims._apart(block.element)),
    "called": (lines._calls.kept, "byline", lines._called),
    "kinds": (naming._kinds.kept, "comments", lambda block: naming.named("p", block.element.get("class"), None)),
}


def answer(ask, name, length):
    page = Page(Source.read("page.html", f"<p class='{'x' * length} {name}'>Ferry back in service</p>".encode()))
    return ask(page.view(blocks)[0])


@pytest.mark.parametrize(("kept", "name", "ask"), ASKED.values(), ids=ASKED)
def test_a_long_class_says_the_same_and_is_not_kept(kept, name, ask):
    kept.cache_clear()
    short = answer(ask, name, 10)
    assert short and short != answer(ask, "y", 10)
    assert kept.cache_info().currsize == 2
    assert answer(ask, name, 100_000) == short
    assert kept.cache_info().currsize == 2
