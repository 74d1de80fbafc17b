"""How often a page is told that its source is missing, as it stands and once the source is taken out.

    python tests/bench/removal.py LABELS.json PAGES [--shown 20]

LABELS.json is a list of pages: `file`, `encoding`, `blocks` as [start, end, code] in code points of the decoded
page with newlines as LF, `republished`, `source_named`. Of each republished page whose source is named a copy is made
without the blocks labelled C, without those of the story's run that hold the words of `source_named`, without
images of that name, links to hosts of that name, and without metadata that tells a source: author, publisher, site name, canonical, copyright,
JSON-LD. attribution/source-missing should never fire on the pages and always on the copies.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon, Words
from bylint.plugins import load
from bylint.settings import Settings

RULE = "attribution/source-missing"
TAG = re.compile(r"<!--.*?-->|<[a-zA-Z/!][^>]*>", re.S)
JSON_LD = re.compile(r"<script[^>]*ld\+json[^>]*>.*?</script>", re.S | re.I)
HEAD_TAG = re.compile(r"<(?:meta|link)\b[^>]*>", re.S | re.I)
NAMING = re.compile(
    r"""(?:name|property|itemprop|rel)\s*=\s*["']?[^"'>]*(?:author|publisher|site_name|canonical|copyright|creator|source|provider|rights|byl)""", re.I
)
HREF = re.compile(r"""\bhref\s*=\s*["']?https?://([^/"'\s>]+)[^"'\s>]*["']?""", re.I)
IMAGE = re.compile(r"<img\b[^>]*>", re.S | re.I)
ITEMPROP = re.compile(r"""\bitemprop\s*=\s*["']?(?:author|publisher|sourceOrganization|provider|creator|copyrightHolder)["']?""", re.I)


def words_of(source: str, agencies: Words) -> re.Pattern[str]:
    """The name of a source, whole or one of several and however an agency is spelt, as a word of its own."""
    names = {source, *(part.strip() for part in source.split(","))}
    if agency := agencies.agency(source):
        names |= {agency[0], *agencies.agencies[agency[0]]}
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name) for name in names if len(name) > 2), re.I)


def without_source(text: str, blocks: list[list[Any]], named: re.Pattern[str]) -> str:
    """A page without what names its source."""
    for start, end, code in sorted(blocks, reverse=True):
        if code == "C" or (code != "N" and named.search(TAG.sub(" ", text[start:end]))):
            text = text[:start] + "".join(TAG.findall(text[start:end])) + text[end:]
    text = JSON_LD.sub("", text)
    text = HREF.sub(lambda href: "" if named.search(href[1]) else href[0], text)
    text = HEAD_TAG.sub(lambda tag: "" if NAMING.search(tag[0]) else tag[0], text)
    text = IMAGE.sub(lambda tag: "" if named.search(tag[0]) else tag[0], text)
    return ITEMPROP.sub("", text)


def pages(labels: Path, folder: Path, agencies: Words) -> Iterator[tuple[str, str, str]]:
    """The name, the text and the copy without its source of each page."""
    for page in json.loads(labels.read_text(encoding="utf-8")):
        if page["republished"] == "yes" and page["source_named"]:
            text = (folder / page["file"]).read_bytes().decode(page["encoding"], "replace").replace("\r\n", "\n").replace("\r", "\n")
            yield page["file"], text, without_source(text, page["blocks"], words_of(page["source_named"], agencies))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--shown", type=int, default=20, help="name this many pages of each kind of error")
    given = parser.parse_args()
    packs = load()
    lexicon = Lexicon(packs.lexicons)
    plan = Plan((RuleSetting(RULE, packs.rules[RULE].severity),), Settings(lexicon=lexicon))

    def fires(name: str, text: str) -> bool:
        # The text was decoded already: say so, whatever the page declares.
        data = b"\xef\xbb\xbf" + text.encode("utf-8", "replace")
        result = check(name, data, plan, packs.rules)
        assert result.complete, f"{name}: {result.findings}"
        return any(finding.rule == RULE for finding in result.findings)

    told = [(name, fires(name, text), fires(name, copy)) for name, text, copy in pages(given.labels, given.pages, lexicon.words(lexicon.languages()))]
    wrong = [name for name, before, _ in told if before]
    silent = [name for name, _, after in told if not after]
    print(f"{len(told)} republished pages whose source is named")
    print(f"source-missing on the page:           {len(wrong)}  {' '.join(wrong[: given.shown])}")
    print(f"source-missing without the source:    {len(told) - len(silent)} ({(len(told) - len(silent)) / max(len(told), 1):.1%})")
    print(f"silent without the source:            {' '.join(silent[: given.shown])}")


if __name__ == "__main__":
    main()
