"""The report that editors open in a browser: one file that runs nothing and loads nothing."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bylint.notices import NOTICES
from bylint.problem import Finding, counted
from bylint.reports.html.comparison import comparison
from bylint.reports.html.entry import Entries, aside
from bylint.reports.html.escaped import manual, name, plain, quoting
from bylint.reports.html.filters import filters
from bylint.reports.html.survey import AGAIN, ASIDE, WHOLE, Order, Room, Survey, surveyed
from bylint.reports.html.top import top
from bylint.reports.look import Look
from bylint.result import Mendings, Results
from bylint.version import __version__

# Up to so many characters, the name of a page stays in sight while its findings pass by.
STAYS = 160


def html(results: Results, look: Look) -> Iterator[str]:
    """The page in parts. The results are gone through two or three times and never held; the first part comes after the first time."""
    survey = surveyed(results, look.every)
    entries = Entries(look.rules, survey.kinds, survey.rules)
    yield from top(survey, results)
    yield from comparison(results, look)
    yield from filters(survey) if survey.found else _nothing(survey, results.interrupted)
    yield from _faults(survey, entries)
    yield from _pages(results, look, survey, entries)
    yield from _fixed(results.mended)
    yield from _aside(results, survey)
    yield from _rules(look, survey, entries)
    yield f"</main>\n<footer><p>Made by bylint {__version__}. This file runs nothing and loads nothing.</p></footer>\n</body>\n</html>\n"


def _nothing(survey: Survey, interrupted: bool) -> Iterator[str]:
    said = "Nothing was found that speaks against publishing."
    if not survey.counts["pages"]:
        said = "No page has changed, or the list of pages is empty."
    elif interrupted or survey.counts["incomplete"]:
        said = "Nothing was found in what was checked."
    yield f'<p class="nothing">{said}</p>\n'


def _faults(survey: Survey, entries: Entries) -> Iterator[str]:
    if not survey.faults:
        return
    classes = entries.classes([fault.first for fault in survey.faults.values()])
    yield f'<section id="faults" class="{classes}" aria-labelledby="faults-title">\n<h2 id="faults-title">Faults of several pages</h2>\n'
    yield '<p class="lead">Mend each of these once, in the template or the feed that the pages have in common.</p>\n<ol>\n'
    yield from (entries.fault(number, fault) for number, fault in enumerate(survey.faults.values(), 1))
    yield "</ol>\n</section>\n"


def _pages(results: Results, look: Look, survey: Survey, entries: Entries) -> Iterator[str]:
    if not survey.found:
        return
    order = Order({} if look.every else survey.faults)
    numbers = {cause: number for number, cause in enumerate(survey.faults, 1)}
    whole, again = Room(survey.whole, WHOLE), Room(survey.again, AGAIN)
    yield '<section id="pages" aria-labelledby="pages-title">\n<h2 id="pages-title">Page by page</h2>\n'
    yield from _left_out(whole, again)
    for result in results:
        shown = [told for told in order.of(result) if (again if told[1] else whole).take(told[0].severity)]
        if not shown:
            continue
        findings = [finding for finding, _ in shown]
        before = [None, *(None if told else finding for finding, told in shown)]
        part = "" if result.complete else ' <span class="part">not wholly checked</span>'
        stays = ' class="stays"' if len(result.path) <= STAYS else ""
        yield f'<section class="page {entries.classes(findings)}">\n<h3{stays}>{name(result.path)}{part}</h3>\n<ol>\n'
        for (finding, told), last in zip(shown, before, strict=False):
            yield entries.again(finding, numbers[finding.cause]) if told else entries.whole(finding, last)
        yield "</ol>\n</section>\n"
    yield "</section>\n"


def _left_out(whole: Room, again: Room) -> Iterator[str]:
    left = []
    for room, noun, which in ((whole, "finding", ""), (again, "line", " that would repeat a fault above")):
        if without := sum(room.without.values()):
            kinds = ", ".join(counted(number, str(severity)) for severity, number in room.without.items() if number)
            left.append(f"{counted(without, noun)}{which} ({kinds})")
    if left:
        yield (
            f'<p class="notice">Left out, so that this file stays quick to open: {" and ".join(left)}. The gravest are kept, and '
            "the totals count all. Check fewer pages or rules to see the others, or use another format.</p>\n"
        )


def _fixed(mended: Mendings | None) -> Iterator[str]:
    if mended:
        said = f"Fixed {counted(mended.findings, 'finding')} on {counted(mended.pages, 'page')}."
        yield f'<section id="fixes" aria-labelledby="fixes-title">\n<h2 id="fixes-title">Fixes</h2>\n<p>{said}</p>\n'
        withdrawn = ((finding, f"Not fixed, as it would {quoting(reason)}") for finding, reason in mended.withdrawn)
        yield from _folded(f"{counted(len(mended.withdrawn), 'fix', 'fixes')} withdrawn", len(mended.withdrawn), withdrawn)
        yield "</section>\n"


def _aside(results: Results, survey: Survey) -> Iterator[str]:
    """What exceptions silence and what the baseline has, folded away."""
    suppressed, baselined = survey.counts["suppressed"], survey.counts["baselined"]
    if not (suppressed or baselined):
        return
    yield '<section id="aside" aria-labelledby="aside-title">\n<h2 id="aside-title">Set aside</h2>\n'
    yield '<p class="lead">These do not count.</p>\n'
    silenced = ((of.finding, _because(of.by, of.reason)) for result in results for of in result.suppressed)
    known = ((finding, "") for result in results for finding in result.baselined)
    yield from _folded(f"{counted(suppressed, 'finding')} suppressed by an exception", suppressed, silenced)
    yield from _folded(f"{counted(baselined, 'finding')} in the baseline", baselined, known)
    yield "</section>\n"


def _folded(what: str, number: int, found: Iterable[tuple[Finding, str]]) -> Iterator[str]:
    if number:
        yield f"<details>\n<summary>{what}</summary>\n<ul>\n"
        yield from (aside(finding, because) for finding, because in islice(found, ASIDE))
        yield f"<li>and {number - ASIDE:,} more</li>\n" if number > ASIDE else ""
        yield "</ul>\n</details>\n"


def _because(by: str, reason: str) -> str:
    return f"By {plain(by)}: {quoting(reason)}" if reason.strip() else f"By {plain(by)}, without a reason"


def _rules(look: Look, survey: Survey, entries: Entries) -> Iterator[str]:
    if not survey.rules:
        return
    yield '<section id="rules" aria-labelledby="rules-title">\n<h2 id="rules-title">What the rules mean</h2>\n'
    for number, rule in enumerate(survey.rules):
        yield f'<section id="rule-{number}" class="about">\n<h3>{plain(rule)}</h3>\n'
        yield f'<p class="summary">{quoting(entries.summary(rule))}</p>\n'
        yield from (f"{part}\n" for part in _told(rule, look))
        yield "</section>\n"
    yield "</section>\n"


def _told(rule: str, look: Look) -> Iterator[str]:
    if rule in look.rules:
        yield from manual(look.rules[rule].doc)
    elif rule in NOTICES:
        _, _, more = NOTICES[rule][1].partition(". ")
        yield f"<p>{plain(more)}</p>" if more else ""
        yield "<p>bylint itself says this, and it cannot be silenced.</p>"
