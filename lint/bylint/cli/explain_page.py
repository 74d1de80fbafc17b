"""`bylint explain-page`: what is believed of a page, and why: what all findings on it rest on."""

import json
from collections.abc import Iterable, Iterator

import click

from bylint.belief import Belief, Grounds
from bylint.belief import beliefs as own
from bylint.cli.completion import on_disk
from bylint.cli.terminal import Stop, look, show, warn
from bylint.config import ConfigError, Configs, PagePlan
from bylint.config.file import shown
from bylint.how import How
from bylint.indexed import Indexed
from bylint.inputs import STDIN, PathError, expand, held, pages
from bylint.notices import NOTICES, unreadable
from bylint.page import Page
from bylint.plugins import PackError
from bylint.reports import Look
from bylint.reports.layout import wrap
from bylint.result import PageResult, StoreError
from bylint.safe import flat, whole
from bylint.settings import OriginalError
from bylint.source import Source
from bylint.span import Span

SCHEMA = "bylint-page/1"
# How much is shown of a text of the page.
MOST = 200


@click.command()
@click.argument("path", metavar="PAGE", shell_complete=on_disk)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How it is told.")
@click.option("--isolated", is_flag=True, help="Ignore every config file.")
@click.option("--stdin-filename", metavar="PATH", help="What the page on standard input is called; with the path `-`.")
def explain_page(path: str, style: str, isolated: bool, stdin_filename: str | None) -> None:
    """Show what is believed of a PAGE, and why: where its story is, its language, what it claims, who published the story first,
    by what evidence, each demand of theirs with its source and whether the page meets it, and with which original it is compared.

    PAGE is a file, or `-` for standard input.
    """
    try:
        page, planned = _read(path, stdin_filename or STDIN, Configs(isolated=isolated))
        told = [*own(page), *(belief for tell in planned.packs.beliefs for belief in tell(page))]
    except (ConfigError, PackError, PathError, OriginalError, StoreError) as error:
        raise Stop(error) from error
    show(_json(page, planned, told) if style == "json" else _text(page, planned, told, look()))


def _read(path: str, stdin_name: str, configs: Configs) -> tuple[Page, PagePlan]:
    """The page, and what applies to it. Raises Stop where there is nothing to be read in it."""
    files = expand([path], stdin_name)
    if len(files) > 1 or files[0].archive:
        raise Stop(f"{path} holds several pages. Name one of them.")
    plan_for = Indexed(configs.for_page)
    for fault in plan_for.read([configs.for_page(files[0].name)], How(warn=warn)):
        for finding in fault.findings:
            warn(f"{finding.path}: {finding.message}")
    planned = plan_for(files[0].name)
    most = planned.plan.settings.page_bytes
    file = held(files[0], most) if files[0].stdin else files[0]
    ((_, data),) = pages(file, most)
    if isinstance(data, PageResult):
        raise Stop(f"{file.name}: {data.findings[0].message}")
    page = Page(Source.read(file.name, data), planned.plan.settings)
    if notice := unreadable(page):
        raise Stop(f"{file.name}: {NOTICES[notice][1]}")
    return page, planned


def _text(page: Page, planned: PagePlan, told: Iterable[Belief], place: Look) -> Iterator[str]:
    lines = _Lines(page, told)
    yield f"{_bold(flat(page.source.path), place)}, under {flat(shown(planned.file)) if planned.file else 'no config file'}\n"
    topic = ""
    for belief in lines.told:
        family = belief.topic.partition("/")[0]
        if family != topic:
            yield f"\n{_bold(family, place)}\n"
            topic = family
        yield from _filled(lines.where(belief.span), f"{belief.topic}: {belief.text}" if "/" in belief.topic else belief.text, 2, place)
        for one in belief.evidence:
            yield from _filled(lines.where(one.span), f"{one.what}: {one.text}", 6, place)


def _filled(where: str, text: str, indent: int, place: Look) -> Iterator[str]:
    """A text filled to the width, with the line of the page before it."""
    text = flat(text)
    text = text if len(text) <= MOST * 2 else f"{text[: MOST * 2]}…"
    first, *rest = wrap(text, max(place.width - indent - 8, 20)) or [""]
    yield f"{' ' * indent}{where:<6}  {first}\n"
    yield from (f"{' ' * (indent + 8)}{line}\n" for line in rest)


def _bold(text: str, place: Look) -> str:
    return click.style(text, bold=True) if place.color else text


class _Lines:
    """The lines of the page that beliefs and their grounds stand in."""

    def __init__(self, page: Page, told: Iterable[Belief]) -> None:
        self.told = tuple(told)
        spans = [span for belief in self.told for span in (belief.span, *(one.span for one in belief.evidence)) if span]
        self._points = page.source.points(offset for span in spans for offset in span)

    def of(self, span: Span) -> tuple[int, int]:
        """The first and the last line, from 1."""
        return self._points[span.start].line, self._points[span.end].line

    def where(self, span: Span | None) -> str:
        if span is None:
            return ""
        first, last = self.of(span)
        return str(first) if first == last else f"{first}-{last}"


def _json(page: Page, planned: PagePlan, told: Iterable[Belief]) -> Iterator[str]:
    lines = _Lines(page, told)

    def placed(span: Span | None) -> dict[str, int]:
        return dict(zip(("line", "endLine"), lines.of(span), strict=True)) if span else {}

    def grounds(one: Grounds) -> dict[str, object]:
        return {"what": whole(one.what), "text": whole(one.text), **placed(one.span)}

    document = {
        "schema": SCHEMA,
        "path": whole(page.source.path),
        "config": whole(str(planned.file)) if planned.file else None,
        "beliefs": [
            {"topic": one.topic, "text": whole(one.text), **placed(one.span), "evidence": [grounds(each) for each in one.evidence]}
            for one in lines.told
        ],
    }
    yield json.dumps(document, indent=1, ensure_ascii=False) + "\n"
