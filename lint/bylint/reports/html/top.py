"""The top of the report: what kind of document it is, the verdict, the totals, and where to find what."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from bylint.notices import REPORT
from bylint.problem import counted
from bylint.reports.html.filters import shown
from bylint.reports.html.survey import GRAVEST_FIRST, Survey
from bylint.result import Mendings, Results


def top(survey: Survey, results: Results) -> Iterator[str]:
    """All up to the beginning of `main`. The policy allows the one style, by its digest, and nothing else to be loaded or run."""
    style = "\n" + Path(__file__).with_name("page.css").read_text(encoding="utf-8") + "".join(shown(survey))
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    verdict = _verdict(survey)
    yield f"""{REPORT}<meta http-equiv="Content-Security-Policy" content="{policy}"/>
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
    if results.interrupted:
        yield '<p class="notice">The run was interrupted: these are the pages that were done, and none was compared with others.</p>\n'
    if survey.counts["incomplete"]:
        yield (
            f'<p class="notice">{counted(survey.counts["incomplete"], "page")} could not be checked wholly, '
            "so more may be wrong than is listed here. The findings say why.</p>\n"
        )
    yield f'<dl class="totals">\n{"".join(_totals(survey))}</dl>\n'
    yield f'{_contents(survey, results.mended)}</header>\n<main id="findings" tabindex="-1">\n'


def _verdict(survey: Survey) -> str:
    pages, faulty = survey.counts["pages"], survey.counts["with findings"]
    if numbers := [counted(survey.total(severity), str(severity)) for severity in GRAVEST_FIRST if survey.total(severity)]:
        listed = " and ".join([", ".join(numbers[:-1]), numbers[-1]] if numbers[1:] else numbers)
        return f"{listed} on {counted(faulty, 'page')}" if faulty else listed
    if not pages:
        return "Nothing was checked"
    if survey.counts["clean"] < pages:
        return "Not everything could be checked"
    return "The page is clean" if pages == 1 else f"All {pages:,} pages are clean"


def _totals(survey: Survey) -> Iterator[str]:
    counts = survey.counts
    yield from (_total(f"{severity}s", survey.total(severity), str(severity)) for severity in GRAVEST_FIRST)
    yield _total("pages checked", counts["pages"])
    yield _total("clean", counts["clean"], "clean")
    yield _total("not wholly checked", counts["incomplete"])
    yield _total("suppressed", counts["suppressed"])
    yield _total("in the baseline", counts["baselined"])


def _total(of: str, number: int, kind: str = "") -> str:
    return f'<div class="{kind if number else "zero"}"><dt>{of.capitalize()}</dt><dd>{number:,}</dd></div>\n'


def _contents(survey: Survey, mended: Mendings | None) -> str:
    parts = [
        ("faults", "Faults of several pages", len(survey.faults)),
        ("pages", "Page by page", survey.counts["with findings"]),
        ("fixes", "Fixes", mended.findings + len(mended.withdrawn) if mended else 0),
        ("aside", "Set aside", survey.counts["suppressed"] + survey.counts["baselined"]),
        ("rules", "What the rules mean", len(survey.rules)),
    ]
    links = "".join(f'<li><a href="#{id}">{of}</a> {number:,}</li>' for id, of, number in parts if number)
    return f'<nav aria-label="Contents"><ul>{links}</ul></nav>\n' if links else ""
