"""The report that editors open in a browser: one file that runs nothing and loads nothing."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from itertools import islice

from bylint.notices import NOTICES
from bylint.problem import Severity
from bylint.reports.html.entry import Entries, aside, count
from bylint.reports.html.escaped import manual, name, plain, quoting
from bylint.reports.html.survey import AGAIN, ASIDE, WHOLE, Order, Room, Survey, surveyed
from bylint.reports.look import Look
from bylint.result import Results
from bylint.version import __version__

GRAVEST_FIRST = sorted(Severity, reverse=True)


def html(results: Results, look: Look) -> Iterator[str]:
    """The page in parts. The results are gone through two or three times and never held; the first part comes after the first time."""
    survey = surveyed(results, look.every)
    entries = Entries(look.rules, survey.kinds, survey.rules)
    yield from _head(survey, results.interrupted)
    yield from _filters(survey)
    yield from _faults(survey, entries)
    yield from _pages(results, look, survey, entries)
    yield from _aside(results, survey)
    yield from _rules(look, survey, entries)
    yield f"</main>\n<footer><p>Made by bylint {__version__}. This file runs nothing and loads nothing.</p></footer>\n</body>\n</html>\n"


def _head(survey: Survey, interrupted: bool) -> Iterator[str]:
    style = f"\n{files(__name__).joinpath('page.css').read_text(encoding='utf-8')}{''.join(_shown(survey))}"
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    verdict = _verdict(survey)
    yield f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="{policy}"/>
<meta name="referrer" content="no-referrer"/>
<meta name="robots" content="noindex"/>
<meta name="color-scheme" content="light dark"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{verdict} – bylint</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<header>
<p class="name">bylint report</p>
<h1>{verdict}</h1>
"""
    if interrupted:
        yield '<p class="notice">The run was interrupted: these are the pages that were done, and none was compared with others.</p>\n'
    if survey.counts["incomplete"]:
        yield (
            f'<p class="notice">{count(survey.counts["incomplete"], "page")} could not be checked wholly, '
            "so more may be wrong than is listed here. The findings say why.</p>\n"
        )
    yield f'<dl class="totals">\n{"".join(_totals(survey))}</dl>\n{_contents(survey)}</header>\n<main id="findings" tabindex="-1">\n'


def _verdict(survey: Survey) -> str:
    pages, clean = survey.counts["pages"], survey.counts["clean"]
    if not pages:
        return "Nothing was checked"
    if clean == pages:
        return "The page is clean" if pages == 1 else f"All {pages:,} pages are clean"
    if not survey.found:
        return f"{count(survey.counts['incomplete'], 'page')} could not be checked wholly"
    numbers = [count(survey.total(severity), str(severity)) for severity in GRAVEST_FIRST if survey.total(severity)]
    listed = " and ".join([", ".join(numbers[:-1]), numbers[-1]] if numbers[1:] else numbers)
    return f"{listed} on {count(survey.counts['with findings'], 'page')}"


def _totals(survey: Survey) -> Iterator[str]:
    counts = survey.counts
    yield from (_total(f"{severity}s", survey.total(severity), str(severity)) for severity in GRAVEST_FIRST)
    yield _total("pages checked", counts["pages"])
    yield _total("clean", counts["clean"])
    yield _total("not wholly checked", counts["incomplete"])
    yield _total("suppressed", counts["suppressed"])
    yield _total("in the baseline", counts["baselined"])


def _total(of: str, number: int, kind: str = "") -> str:
    return f'<div class="{kind if number else "zero"}"><dt>{of.capitalize()}</dt><dd>{number:,}</dd></div>\n'


def _contents(survey: Survey) -> str:
    parts = [
        ("faults", "Faults of several pages", len(survey.faults)),
        ("pages", "Page by page", survey.counts["with findings"]),
        ("aside", "Set aside", survey.counts["suppressed"] + survey.counts["baselined"]),
        ("rules", "What the rules mean", len(survey.rules)),
    ]
    links = "".join(f'<li><a href="#{id}">{of}</a> {number:,}</li>' for id, of, number in parts if number)
    return f'<nav aria-label="Contents"><ul>{links}</ul></nav>\n' if links else ""


def _filters(survey: Survey) -> Iterator[str]:
    """What CSS alone makes into filters: each choice shows the kinds of findings that `_shown` gives it."""
    if not survey.found:
        yield f'<p class="nothing">{_nothing(survey)}</p>\n'
        return
    yield '<form class="filters" aria-label="Filter the findings">\n<fieldset>\n<legend>Show</legend>\n'
    for severity in GRAVEST_FIRST:
        if number := survey.total(severity):
            yield f'<label><input type="checkbox" id="show-{severity}" checked=""/> {str(severity).capitalize()}s <b>{number:,}</b></label>\n'
    yield '</fieldset>\n<label class="of">of rule <select>\n<option id="all">all rules</option>\n'
    for number, rule in enumerate(survey.rules):
        found = sum(found for kind, found in survey.found.items() if kind.rule == rule)
        yield f'<option id="only-{number}">{plain(rule)} ({found:,})</option>\n'
    yield '</select></label>\n<button type="reset">Show all</button>\n</form>\n'
    yield '<p class="none" role="status">No finding is of these severities and this rule.</p>\n'


def _shown(survey: Survey) -> Iterator[str]:
    """The rules of style by which a kind of finding is shown while its severity and its rule are chosen."""
    numbers = {rule: number for number, rule in enumerate(survey.rules)}
    for number, kind in enumerate(survey.kinds):
        chosen = f":root:has(#show-{kind.severity}:checked):has(#all:checked, #only-{numbers[kind.rule]}:checked)"
        yield f"{chosen} .k{number} {{ display: block }}\n{chosen} .none {{ display: none }}\n"


def _nothing(survey: Survey) -> str:
    if not survey.counts["pages"]:
        return "Nothing was checked: no page has changed, or the list is empty."
    return "Nothing was found that speaks against publishing." if not survey.counts["incomplete"] else "Nothing was found in what was checked."


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
    yield from _left_out(whole, "finding")
    yield from _left_out(again, "line", " that would repeat a fault above")
    for result in results:
        shown = [told for told in order.of(result) if (again if told[1] else whole).take(told[0].severity)]
        if not shown:
            continue
        findings = [finding for finding, _ in shown]
        part = "" if result.complete else ' <span class="part">not wholly checked</span>'
        yield f'<section class="page {entries.classes(findings)}">\n<h3>{name(result.path)}{part}</h3>\n<ol>\n'
        yield from (entries.again(of, numbers[of.cause]) if told else entries.whole(of) for of, told in shown)
        yield "</ol>\n</section>\n"
    yield "</section>\n"


def _left_out(room: Room, noun: str, which: str = "") -> Iterator[str]:
    if without := sum(room.without.values()):
        kinds = ", ".join(count(number, str(severity)) for severity, number in room.without.items() if number)
        yield (
            f'<p class="notice">{count(without, noun)}{which} ({kinds}) left out, the least grave, so that this file stays quick to open. '
            "The totals count them. Check fewer pages or rules to see them, or use another format.</p>\n"
        )


def _aside(results: Results, survey: Survey) -> Iterator[str]:
    """What exceptions silence and what the baseline has, folded away."""
    suppressed, baselined = survey.counts["suppressed"], survey.counts["baselined"]
    if not (suppressed or baselined):
        return
    yield '<section id="aside" aria-labelledby="aside-title">\n<h2 id="aside-title">Set aside</h2>\n'
    yield '<p class="lead">These do not count.</p>\n'
    silenced = ((of.finding, f"<p>{_because(of.by, of.reason)}</p>") for result in results for of in result.suppressed)
    known = ((finding, "") for result in results for finding in result.baselined)
    for of, number, found in (("suppressed by an exception", suppressed, silenced), ("in the baseline", baselined, known)):
        if number:
            yield f"<details>\n<summary>{count(number, 'finding')} {of}</summary>\n<ul>\n"
            yield from (aside(finding, because) for finding, because in islice(found, ASIDE))
            yield f"<li>and {number - ASIDE:,} more</li>\n" if number > ASIDE else ""
            yield "</ul>\n</details>\n"
    yield "</section>\n"


def _because(by: str, reason: str) -> str:
    return f"By {plain(by)}: {quoting(reason)}" if reason.strip() else f"By {plain(by)}, without a reason"


def _rules(look: Look, survey: Survey, entries: Entries) -> Iterator[str]:
    if not survey.rules:
        return
    yield '<section id="rules" aria-labelledby="rules-title">\n<h2 id="rules-title">What the rules mean</h2>\n'
    for number, rule in enumerate(survey.rules):
        yield f'<section id="rule-{number}" class="about">\n<h3>{plain(rule)}</h3>\n<p class="summary">{quoting(entries.summary(rule))}</p>\n'
        yield from (f"{part}\n" for part in _told(rule, look))
        yield "</section>\n"
    yield "</section>\n"


def _told(rule: str, look: Look) -> Iterator[str]:
    if rule in look.rules:
        yield from manual(look.rules[rule].doc)
    elif rule in NOTICES:
        yield "<p>A notice of bylint itself, always on: a page that was checked less than others must not look clean.</p>"
