"""From a copy that keeps all demands to one that breaks a single one of them, or as few besides as can be."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bylint.originators import Demand, Originator
from bylint.specimens.copy import Copy, Line, Link, Picture, Place, bylined, credited, holding, inviting, link_keeps, model, stands, worded
from bylint.specimens.story import AGENCY, AUTHOR, INSTITUTION, PHOTOGRAPHER

# By how many days more than is allowed an old story is old.
LATE = 10
Break = Callable[[Copy, Originator, Demand], Copy | None]


def broken(copy: Copy, originator: Originator, demand: Demand) -> Copy | None:
    """The copy, but with that one demand broken; None where no single page can show it."""
    if demand.kind not in BREAKS:
        return None
    made: Copy | None = copy
    for one in (demand, *_alternatives(copy, originator, demand)):
        made = made and BREAKS[demand.kind](made, originator, one)
    return made


def _alternatives(copy: Copy, originator: Originator, demand: Demand) -> Iterator[Demand]:
    """The demands of other editions, or of copies that were edited and that were not: a page does not show which holds, so that to keep
    one of them is enough."""
    if _is_one_of_several(demand):
        for other in holding(originator, copy.language, copy.published):
            if other.kind == demand.kind and other is not demand and _is_one_of_several(other):
                yield other


def _is_one_of_several(demand: Demand) -> bool:
    return bool(demand.edition) or demand.edited is not None


def _credit_line(copy: Copy, originator: Originator, demand: Demand) -> Copy:
    if demand.exact:
        others = (credited(copy), f"{copy.story.again.format(copy.name)}.")
        text = next((other for other in others if not worded(other, demand)), f"{copy.name}.")
        lines = [_reworded(copy, line, text) if line.what == "credit" else line for line in copy.lines]
        return replace(copy, lines=tuple(line for line in lines if line.what == "credit" or not worded(line.text, demand)))
    kept = [_unnamed(copy, line) for line in copy.lines]
    return replace(copy, lines=tuple(line for line in kept if line), picture=None)


def _reworded(copy: Copy, line: Line, text: str) -> Line:
    link = line.link and line.link._replace(words=line.link.words if line.link.words in text else copy.name)
    return line._replace(text=text, link=link)


def _unnamed(copy: Copy, line: Line) -> Line | None:
    """A line that names nobody: of one that did only its link is left."""
    if line.what == "byline":
        return _renamed(copy, line, ("institution",) if INSTITUTION in line.text else ())
    if line.what == "credit" or copy.names(line.text):
        return _only_link(copy, line)
    return line


def _only_link(copy: Copy, line: Line) -> Line | None:
    if line.link is None:
        return None
    words = inviting(copy, line.link.to)
    return Line("link", line.place, words, line.link._replace(words=words), line.demand)


def _credit_position(copy: Copy, originator: Originator, demand: Demand) -> Copy | None:
    away = _elsewhere(demand)
    if away is None:
        return None  # a credit amid the text is none, which the rule for it tells
    lines: list[Line] = []
    for line in copy.lines:
        if line.what == "credit" and stands(line, demand):
            if left := _only_link(copy, line):
                lines.append(left)
            lines.append(line._replace(place=away, link=None))
        elif not stands(line, demand):
            lines.append(line)
        elif left := _unnamed(copy, line):
            lines.append(left)
    return replace(copy, lines=tuple(lines))


def _elsewhere(demand: Demand) -> Place | None:
    """A place that a demand does not name; None where it names the beginning and the end."""
    if "bottom" not in demand.where:
        return "bottom"
    return None if {"top", "first-paragraph"} & {*demand.where} else "top"


def _link_back(copy: Copy, originator: Originator, demand: Demand) -> Copy:
    lines: list[Line] = []
    # Where nobody asks for the article itself, a link to it is as good as one home.
    kinder = "home" in demand.to and not any(other.to == ("article",) for other in originator.of(demand.kind))
    asked = demand._replace(to=(*demand.to, "article")) if kinder else demand
    for line in copy.lines:
        if line.link is None or not link_keeps(line, asked):
            lines.append(line)
            continue
        if line.what != "link":
            lines.append(line._replace(link=None))
        away = _elsewhere(demand)
        if demand.where and away:  # a link elsewhere keeps what others demand
            words = line.text if line.what == "link" else demand.text or inviting(copy, line.link.to)
            lines.append(Line("link", away, words, line.link._replace(words=words), line.demand))
        elif demand.text and not demand.where:
            words = inviting(copy, line.link.to)
            lines.append(Line("link", line.place, words, line.link._replace(words=words), line.demand))
    return replace(copy, lines=tuple(lines))


def _link_rel(copy: Copy, originator: Originator, demand: Demand) -> Copy:
    def told(link: Link | None) -> Link | None:
        return link and link._replace(rel=demand.forbid[0])

    return replace(copy, lines=tuple(line._replace(link=told(line.link)) for line in copy.lines))


def _canonical_policy(copy: Copy, originator: Originator, demand: Demand) -> Copy:
    canonical = copy.canonical if demand.policy == "noindex" else ""
    return replace(copy, canonical=canonical, robots="" if demand.policy != "original" else copy.robots)


def _pixel(copy: Copy, originator: Originator, demand: Demand) -> Copy:
    gone = {pixel.src for pixel in copy.pixels if pixel.demand is demand}
    return replace(copy, pixels=tuple(pixel for pixel in copy.pixels if pixel.src not in gone))


def _byline(copy: Copy, originator: Originator, demand: Demand) -> Copy:
    lines = [line._replace(text=credited(copy)) if line.what == "credit" and AUTHOR in line.text else line for line in copy.lines]
    if "institution" in demand.names:
        kept = [_renamed(copy, line, ("originator",) if copy.names(line.text) else ()) for line in lines]
    elif "originator" in demand.names:  # nor may a credit beside the author name it
        kept = [left for line in lines if (left := _unnamed(copy, line) if "byline" in (line.place, line.what) else line)]
    else:
        return replace(copy, lines=tuple(line for line in lines if line.what != "byline"), author="")
    return replace(copy, lines=tuple(kept))


def _renamed(copy: Copy, line: Line, names: Sequence[str]) -> Line:
    return line._replace(text=bylined(copy, names)) if line.what == "byline" else line


def _notice_kept(copy: Copy, originator: Originator, demand: Demand) -> Copy:
    lines = [line for line in copy.lines if line.what in ("credit", "byline") or not worded(line.text, demand)]
    lines = [_reworded(copy, line, credited(copy)) if line.what == "credit" and worded(line.text, demand) else line for line in lines]
    return replace(copy, lines=tuple(lines))


def _image_barred(copy: Copy, originator: Originator, demand: Demand) -> Copy:
    host = copy.hosts[0] if copy.hosts else "pictures.example"
    credit = {"all": copy.name, "marked": (*demand.marks, "")[0], "others": AGENCY}[demand.which]
    return replace(copy, picture=Picture(f"https://{host}/pictures/harbour.jpg", f"{copy.story.photo.format(PHOTOGRAPHER)}/{credit}"))


def _too_long(copy: Copy, originator: Originator, demand: Demand) -> Copy | None:
    if not demand.words and not demand.paragraphs:
        return None  # a share is told by the original only
    paragraphs = max(len(copy.paragraphs), demand.paragraphs + 3 if demand.paragraphs else 1)
    while sum(len(one.split()) for one in copy.story.prose(paragraphs)) <= demand.words * 1.5:
        paragraphs *= 2
    return replace(copy, paragraphs=copy.story.prose(paragraphs))


def _expired(copy: Copy, originator: Originator, demand: Demand) -> Copy:
    late = copy.published - timedelta(demand.days + LATE)
    # What must be gone by now was carried in time.
    return model(originator, demand, late) if demand.what == "copy" else model(originator, demand, copy.published, late)


def _embargoed(copy: Copy, originator: Originator, demand: Demand) -> Copy:
    return model(originator, demand, copy.published, copy.published)


BREAKS: Mapping[str, Break] = {
    "credit-line": _credit_line,
    "credit-position": _credit_position,
    "link-back": _link_back,
    "link-rel": _link_rel,
    "canonical-policy": _canonical_policy,
    "pixel": _pixel,
    "byline": _byline,
    "notice-kept": _notice_kept,
    "image-barred": _image_barred,
    "too-long": _too_long,
    "expired": _expired,
    "embargoed": _embargoed,
}
