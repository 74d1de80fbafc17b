"""A copy beside its original: what was compared, what was demanded, and what was found."""

from collections import Counter
from collections.abc import Iterator

from bylint.problem import Compared, Piece, counted
from bylint.reports.difference import shortened
from bylint.reports.html.escaped import name, plain, quoting
from bylint.reports.look import Look
from bylint.result import PageResult, Results

# So many pages with originals are told of; a comparison has one.
MOST = 20
# So many characters of a piece are shown.
PIECE = 6000
KINDS = {
    "typography": "commas, hyphens, points of abbreviations",
    "spelling": "British or American spelling",
    "dates": "days in another form",
    "numbers": "numbers in words or digits",
    "units": "other units for the same measure",
    "place": "the place before the first sentence",
    "cuts": "text left out",
    "headline": "another headline",
    "links": "links left out",
}


MET = {"met": "yes", "broken": "<b>no</b>", "unseen": "cannot be seen"}
CLASSES = {"met": "kept", "broken": "found", "unseen": ""}


def comparison(results: Results, look: Look) -> Iterator[str]:
    """The section on pages of which the original is known, nothing where there are none."""
    told = [(result, result.compared) for result in results if result.compared]
    for number, (result, compared) in enumerate(told[:MOST]):
        yield f'<section id="compared-{number}" class="compared" aria-labelledby="compared-{number}-title">\n'
        yield f'<h2 id="compared-{number}-title">What was compared</h2>\n'
        yield from _facts(result, compared)
        yield from _asked(compared)
        yield from _rules(result, compared, look)
        yield "</section>\n"
    if len(told) > MOST:
        yield f'<p class="notice">{counted(len(told) - MOST, "more page")} with an original below.</p>\n'


def _facts(result: PageResult, compared: Compared) -> Iterator[str]:
    share = f"{compared.carried:.0%} of its text, which has {counted(compared.words, 'word')}, stands in the copy"
    facts = (
        ("Original", name(compared.original)),
        ("Headline", f"<bdi>{plain(compared.headline)}</bdi>"),
        ("Address", f"<bdi>{plain(compared.url)}</bdi>" if compared.url else ""),
        ("Published", plain(compared.published)),
        ("Changed", plain(compared.modified)),
        ("Copy", name(result.path)),
        ("Carried", f"{share} {_meter(compared.carried)}"),
    )
    yield '<dl class="facts">\n'
    yield from (f"<div><dt>{label}</dt><dd>{value}</dd></div>\n" for label, value in facts if value)
    yield "</dl>\n"
    if not compared.one_story:
        yield '<p class="notice">The two do not look like one story, and were not compared word by word.</p>\n'


def _meter(share: float) -> str:
    return f'<meter min="0" max="1" value="{share}" aria-label="Share of the text">{share:.0%}</meter>'


def _asked(compared: Compared) -> Iterator[str]:
    """What the terms of the originators demand, and whether the page meets it."""
    if not compared.demands:
        return
    yield '<table class="demands">\n<caption>What was demanded</caption>\n'
    yield '<thead><tr><th scope="col">Demand</th><th scope="col">Met</th></tr></thead>\n<tbody>\n'
    for text, source, state in compared.demands:
        said = f'<bdi>{plain(text)}</bdi><br/><small>{plain(source)}</small>'
        yield f'<tr class="{CLASSES[state]}"><td>{said}</td><td>{MET[state]}</td></tr>\n'
    yield "</tbody>\n</table>\n"


def _rules(result: PageResult, compared: Compared, look: Look) -> Iterator[str]:
    """Each rule that was looked at, and how often it found something."""
    found = Counter(finding.rule for finding in result.findings)
    yield '<table class="demands">\n<caption>What was looked for, and what was found</caption>\n'
    yield '<thead><tr><th scope="col">What must not be</th><th scope="col">Found</th></tr></thead>\n<tbody>\n'
    # Of terms the demands are listed themselves, and where none are known nothing was looked for.
    for rule in (rule for rule in compared.rules if found[rule] or not rule.startswith("terms/")):
        summary = quoting(look.rules[rule].summary) if rule in look.rules else plain(rule)
        times = f"<b>{counted(found[rule], 'time')}</b>" if found[rule] else "no"
        yield f'<tr class="{"found" if found[rule] else "kept"}"><td>{summary}</td><td>{times}</td></tr>\n'
    yield "</tbody>\n</table>\n"
    if compared.allowed:
        kinds = ", ".join(KINDS.get(kind, plain(kind)) for kind in compared.allowed)
        never = "Capitals, spaces and the form of quotation marks and dashes do not count."
        yield f'<p class="lead">Allowed, and not told of: {kinds}. {never}</p>\n'


def difference(pieces: tuple[Piece, ...]) -> str:
    """A difference word by word. The words decide its direction."""
    return f'<p class="difference" dir="auto">{"".join(map(_piece, pieces))}</p>'


def _piece(piece: Piece) -> str:
    words = piece.text.lstrip()
    gap = piece.text[: len(piece.text) - len(words)]
    before = "<br/>" if "\n" in gap else " " if gap else ""
    text = "<br/>".join(plain(part) for part in shortened(words, PIECE).split("\n"))
    tag = {"removed": "del", "added": "ins"}.get(piece.kind)
    return f"{before}<{tag}>{text}</{tag}>" if tag else before + text
