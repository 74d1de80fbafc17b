"""An element of the story is one that your own filters hide.

Ad blockers know much of the advertising, promotion and tracking that comes along with copied text by its
markup, and newsrooms write filters of their own for the partners they copy from. This rule reads cosmetic
filters in the syntax of EasyList (`##.partner-box`, `gazette.example##.promo`, `#@#.partner-box` for an
exception) from the files that `filters` names, or as `lines` in the config, and finds in the story's run
what they hide. A domain is compared with the host of your own site. Filters that block requests, run
scripts or need a browser cannot be used: how many there are is said once, on standard error. No list
comes with bylint; mind the licence of one that you fetch.

Delete the element, or make an exception for it: `#@#` and the selector.

Source: https://help.adblockplus.org/hc/en-us/articles/360062733293-How-to-write-filters
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bylint import Page, Problem, option, quote, rule
from bylint.fix import remove
from bylint.views.blocks import within
from bylint_rules.views.filters import filters, found

STORY = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday evening.</p>"


@dataclass(frozen=True)
class Options:
    """Filters in the form of ad blockers."""

    filters: tuple[str, ...] = option((), "files with filters; a relative path starts from the folder in which bylint is called")
    lines: tuple[str, ...] = option((), "filters, each as a line of such a file")

    def files(self) -> tuple[str, ...]:
        """What the rule reads besides the page."""
        return self.filters

    def __post_init__(self) -> None:
        """ValueError, and so an error of the config, where a file cannot be read."""
        try:
            given = filters(self.filters, self.lines)
        except OSError as error:
            raise ValueError(f"`filters` names {error.filename!r}, which cannot be read ({error.strerror})") from error
        if given.unusable:
            files = ", ".join(map(repr, self.filters)) or "the config"
            kinds = ", ".join(f"{count:,} {kind}" for kind, count in given.unusable.most_common())
            _say(f"bylint: ads/filter-match uses {given.usable:,} of the filters in {files}. It cannot use {kinds}.")


@cache
def _say(message: str) -> None:
    """Once a run, however many overrides there are."""
    print(message, file=sys.stderr)


@rule(
    "ads/filter-match",
    severity="warning",
    options=Options,
    example=Options(lines=("##.partner-box",)),
    bad=(f"{STORY}<div class='partner-box'><p>Rope and tackle for every boat</p></div>",),
    good=(f"{STORY}<div class='partners'><p>The two harbours have been partners for years.</p></div>",),
)
def filter_match(page: Page, options: Options) -> Iterator[Problem]:
    if not (options.filters or options.lines):
        return
    for element, hidden_by in found(page, filters(options.filters, options.lines)):
        yield Problem(
            page.span_of(element),
            f"Your filter {quote(hidden_by.line)} ({hidden_by.origin}) hides this element, so it has no place in the story. "
            "Delete it, or make an exception for it.",
            remove(page, element, "unsafe" if within(page, element) else "safe"),
        )
