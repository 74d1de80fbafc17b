"""A copy of a story as plain values, and the one that keeps what an originator demands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias

from bylint.folding import bare
from bylint.originators import Demand, Originator
from bylint.phrases import SLOT_NAME, Phrases
from bylint.specimens.story import AUTHOR, ID, INSTITUTION, OUTLET_HOST, PHOTOGRAPHER, PUBLISHER, SITE, SLUG, Story, story

Place: TypeAlias = Literal["byline", "top", "first-paragraph", "bottom"]
# Of several places that would do the first is taken.
PLACES: tuple[Place, ...] = ("top", "bottom", "first-paragraph", "byline")
PARAGRAPHS = 8
# Demands that a copy shows to be kept only if it tells the day of the first publication.
DATED = ("expired", "embargoed")
# Which share of the words that are allowed the story has: the lines around it are words too.
FILLED = 0.6


class Link(NamedTuple):
    """What of a line is linked, and where it leads."""

    words: str
    href: str
    to: str
    rel: str = ""


class Line(NamedTuple):
    """A line beside the story. `demand` is the one it is there for, where it is for one only."""

    what: Literal["byline", "credit", "link", "notice"]
    place: Place
    text: str
    link: Link | None = None
    demand: Demand | None = None


class Pixel(NamedTuple):
    demand: Demand
    element: str
    src: str


class Picture(NamedTuple):
    src: str
    caption: str


@dataclass(frozen=True)
class Copy:
    """A copy of an invented story. `name` is who is credited for it, or the `licence` it is under; `first` is the day of the first
    publication, `published` that of the copy's."""

    name: str
    licence: bool
    hosts: tuple[str, ...]
    article: str
    language: str
    published: date
    first: date
    paragraphs: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    canonical: str = ""
    robots: str = ""
    pixels: tuple[Pixel, ...] = ()
    picture: Picture | None = None
    author: str = AUTHOR

    @property
    def story(self) -> Story:
        return story(self.language)

    @property
    def url(self) -> str:
        """Our own address of it."""
        return f"{SITE}news/{SLUG}"

    def names(self, text: str) -> bool:
        """Whether a text has the originator's name."""
        return bare(self.name) in bare(text)


def holding(originator: Originator, language: str, day: date) -> tuple[Demand, ...]:
    """The demands that hold for a copy in a language and of a day."""
    return tuple(
        demand
        for demand in originator.demands
        if (not demand.languages or language in demand.languages) and (demand.since or day) <= day <= (demand.until or day)
    )


def model(originator: Originator, tried: Demand, today: date, first: date | None = None) -> Copy:
    """A copy for which the demand `tried` holds, and that keeps it and all others that hold with it. The day of the `first`
    publication is as near to `today` as they allow, unless it is given."""
    language = tried.languages[0] if tried.languages else "en"
    day = max(min(today, tried.until or today), tried.since or date.min)
    demands = holding(originator, language, day)
    wait = timedelta(max((demand.days for demand in demands if demand.kind == "embargoed"), default=0))
    published = day if first or day - wait >= (tried.since or date.min) else day + wait
    first = first or published - wait
    hosts = originator.hosts or ((OUTLET_HOST,) if originator.kind == "licence" else ())
    copy = Copy(
        name=originator.name,
        licence=originator.kind == "licence",
        hosts=hosts,
        article=f"https://{hosts[0]}/{_fill(originator.article or 'news/{slug}', first)}" if hosts else "",
        language=language,
        published=published,
        first=first,
        paragraphs=_paragraphs(story(language), demands),
        picture=_picture(originator, demands),
    )
    copy = replace(copy, pixels=tuple(_pixels(copy, demands)), lines=(*_bylines(copy, originator, demands),))
    copy = replace(copy, lines=_linked(copy, originator, (*copy.lines, *_credits(copy, originator, tried, demands)), demands))
    copy = replace(copy, lines=(*copy.lines, *_notices(copy, originator, demands)))
    policies = {demand.policy for demand in demands if demand.kind == "canonical-policy"}
    canonical = copy.article if policies & {"original", "both", "either"} else ""
    return replace(copy, canonical=canonical, robots="noindex" if policies & {"noindex", "both"} else "")


def pick(where: Sequence[str], order: Sequence[Place] = PLACES) -> Place:
    """Which of the places that would do is taken; the first where any will."""
    return next((place for place in order if place in where), order[0])


def said(copy: Copy, originator: Originator, phrase: str) -> str:
    """A wording with its slots filled, as a sentence."""
    told = {
        "author": AUTHOR,
        "title": copy.story.headline,
        "date": spoken(copy.first, copy.language),
        "licence": (originator.licence or "CC-BY-4.0").replace("-", " ", 1).replace("-4.0", " 4.0").replace("-3.0", " 3.0"),
        "publisher": PUBLISHER,
    }
    text = SLOT_NAME.sub(lambda slot: told.get(slot[1], slot[0]), phrase).strip()
    return f"{text} {copy.name}." if text.endswith((":", "：")) else text if text[-1] in ".!?。" else f"{text}."


def spoken(day: date, language: str) -> str:
    """A day as readers see it."""
    return f"{day.day} {day:%B} {day.year}" if language == "en" else day.isoformat()


def credited(copy: Copy) -> str:
    """A credit in our own words."""
    return f"{copy.story.licence}: {copy.name}." if copy.licence else f"{copy.story.credit.format(copy.name)}."


def bylined(copy: Copy, names: Iterable[str]) -> str:
    """The author's line in our own words."""
    named = {"institution": INSTITUTION, "originator": copy.name}
    return copy.story.by.format(", ".join([AUTHOR, *(name for key, name in named.items() if key in names)]))


def licence_address(originator: Originator) -> str:
    """Where a licence is read: its deed, without scheme."""
    if originator.licence_urls:
        return originator.licence_urls[0]
    family, *rest = originator.licence.lower().split("-")
    if family == "cc" and len(rest) > 1:
        at = next((at for at, part in enumerate(rest) if part[:1].isdigit()), len(rest))
        return f"creativecommons.org/licenses/{'/'.join(['-'.join(rest[:at]), *rest[at:]])}/"
    return f"spdx.org/licenses/{originator.licence}.html"


def _fill(pattern: str, first: date, host: str = "") -> str:
    told = {"id": ID, "slug": SLUG, "date": first.isoformat(), "host": host, "any": "x1"}
    return SLOT_NAME.sub(lambda slot: told.get(slot[1], slot[0]), pattern).lstrip("/")


def _paragraphs(told: Story, demands: Sequence[Demand]) -> tuple[str, ...]:
    limits = [demand for demand in demands if demand.kind == "too-long"]
    most = min((demand.paragraphs for demand in limits if demand.paragraphs), default=PARAGRAPHS)
    words = min((int(demand.words * FILLED) for demand in limits if demand.words), default=10**9)
    kept: list[str] = []
    for paragraph in told.prose(min(most, PARAGRAPHS)):
        left = words - sum(len(one.split()) for one in kept)
        if kept and left < len(paragraph.split()):
            break
        kept.append(" ".join(paragraph.split()[: max(left, 1)]))
    return tuple(kept)


def _picture(originator: Originator, demands: Sequence[Demand]) -> Picture | None:
    """A picture that may come along; none where several demands speak of pictures."""
    barred = [demand.which for demand in demands if demand.kind == "image-barred"]
    if len(barred) != 1 or originator.kind == "licence":
        return None
    credit = originator.name if barred == ["others"] else PUBLISHER
    return Picture(f"{SITE}pictures/harbour.jpg", f"{PHOTOGRAPHER}/{credit}")


def _pixels(copy: Copy, demands: Sequence[Demand]) -> Iterator[Pixel]:
    for demand in demands:
        if demand.kind == "pixel":
            address = _fill(demand.urls[0], copy.first, copy.hosts[0] if copy.hosts else "")
            yield Pixel(demand, "script" if demand.element == "script" else "img", f"https://{address}")


def _bylines(copy: Copy, originator: Originator, demands: Sequence[Demand]) -> Iterator[Line]:
    told = [demand for demand in demands if demand.kind == "byline"]
    names = {name for demand in told for name in demand.names}
    forms = {said(copy, originator, demand.form).removesuffix("."): demand for demand in told if demand.form}
    plain = [demand for demand in told if not demand.form]
    named = {"institution": INSTITUTION, "originator": copy.name}
    for text, demand in forms.items():
        missing = [name for key, name in named.items() if key in demand.names and name not in text]
        yield Line("byline", _beside(demand), ", ".join([text, *missing]), demand=demand)
    if plain or not forms:
        places = {_beside(demand): None for demand in plain} or {"byline": None}
        yield from (Line("byline", place, bylined(copy, names)) for place in places)


def _beside(demand: Demand) -> Place:
    """Where the author is named: the byline stands at the top."""
    return "bottom" if demand.where == ("bottom",) else "byline"


def _credits(copy: Copy, originator: Originator, tried: Demand, demands: Sequence[Demand]) -> Iterator[Line]:
    wanted = [demand for demand in demands if demand.kind == "credit-line"]
    wanted.sort(key=lambda demand: (demand is not tried, not demand.exact))
    texts: list[str] = []
    for demand in wanted:
        if not texts or (demand.exact and not any(worded(text, demand) for text in texts)):
            # One without an author says less that others demand too.
            formulas = sorted(demand.formulas, key=lambda formula: "{author}" in formula)
            texts.append(said(copy, originator, formulas[0]) if formulas else credited(copy))
    if any(demand.kind in DATED for demand in demands):
        day = spoken(copy.first, copy.language)
        texts = [text if day in text else f"{text.rstrip('.')}{copy.story.on.format(day)}." for text in texts or [credited(copy)]]
    where = {pick(demand.where): None for demand in demands if demand.kind == "credit-position"} or {PLACES[0]: None}
    yield from (Line("credit", place, text) for place in where for text in texts or [credited(copy)])


def worded(text: str, demand: Demand) -> bool:
    """Whether a text has one of a demand's wordings."""
    return Phrases((*demand.formulas, *demand.texts)).find(text) is not None


def _linked(copy: Copy, originator: Originator, lines: Iterable[Line], demands: Sequence[Demand]) -> tuple[Line, ...]:
    made = list(lines)
    credits = [at for at, line in enumerate(made) if line.what == "credit"]
    for demand in demands:
        if demand.kind != "link-back":
            continue
        to = next((to for to in ("article", "home", "licence") if to in demand.to and (to == "licence" or copy.hosts)), "")
        if not to or any(link_keeps(line, demand) for line in made):
            continue
        place = pick(demand.where) if demand.where else made[credits[0]].place
        words = demand.text or copy.name
        at = next((at for at in credits if made[at].place == place and not made[at].link and words in made[at].text), None)
        if at is not None and (to == "licence") == copy.licence:
            made[at] = made[at]._replace(link=Link(words, address(copy, originator, to), to))
        else:
            text = demand.text or inviting(copy, to)
            made.append(Line("link", place, text, Link(text, address(copy, originator, to), to), demand))
    return tuple(made)


def inviting(copy: Copy, to: str) -> str:
    """Words for a link that name nobody."""
    return {"article": copy.story.read, "home": copy.story.more, "licence": copy.story.licence}[to]


def address(copy: Copy, originator: Originator, to: str) -> str:
    """The address of what a link is to lead to."""
    licence = f"https://{licence_address(originator)}"
    return {"article": copy.article, "home": f"https://{copy.hosts[0]}/" if copy.hosts else "", "licence": licence}[to]


def link_keeps(line: Line, demand: Demand) -> bool:
    """Whether a line's link is one that a demand of the kind link-back asks for."""
    if line.link is None or line.link.to not in demand.to or (demand.text and demand.text != line.link.words):
        return False
    return not demand.where or stands(line, demand)


def stands(line: Line, demand: Demand) -> bool:
    """Whether a line stands where a demand wants it. Above the story is as good as in its first paragraph, and the byline is above."""
    top = {"top", "first-paragraph"} & {*demand.where}
    return line.place in demand.where or (line.place in ("top", "byline") and bool(top))


def _notices(copy: Copy, originator: Originator, demands: Sequence[Demand]) -> Iterator[Line]:
    for demand in demands:
        if demand.kind == "notice-kept":
            text = said(copy, originator, demand.texts[0])
            if not demand.link or not copy.hosts:
                yield Line("notice", pick(demand.where, ("bottom", "top")), text, demand=demand)
                continue
            words = copy.name if copy.name in text else inviting(copy, demand.link)
            link = Link(words, address(copy, originator, demand.link), demand.link)
            yield Line("notice", pick(demand.where, ("bottom", "top")), text if words in text else f"{text} {words}.", link, demand)
