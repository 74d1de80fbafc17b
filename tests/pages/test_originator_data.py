"""The originators that bylint comes with: every file is well formed, names its originator, and says where its facts were read."""

import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from unicodedata import normalize

import jsonschema
import pytest

import bylint_rules
from bylint.folding import fold
from bylint.originators import Originators, parse
from bylint.phrases import SLOT_NAME, Phrases
from bylint.problem import Severity
from bylint_schemas import schema

FOLDER = Path(bylint_rules.__file__).parent / "originators"
FILES = sorted(FOLDER.glob("*.toml"))
SLOTS = {"author", "title", "date", "licence", "publisher"}
# Of addresses: `article`, and the pixel's besides.
STEPS = {"id", "slug", "date"}
ANY_SLOT = re.compile(r"\{([^{}]*)\}")
# Of the licences of SPDX those that stories are under; others are named as SPDX has it, LicenseRef-...
LICENCE = re.compile(r"CC-BY(-NC)?(-SA|-ND)?-[1-4]\.[05](-[A-Z]{2})?|CC0-1\.0|LicenseRef-[A-Za-z0-9.-]+")

# What stories say of originators without carrying a story of theirs.
MENTIONS = (
    "The bill was signed by the governor, {name} reported on Friday.",
    "Help came from the Red Cross, {name} and many others.",
    "A poll by researchers of {name} found as much.",
    "The minister spoke to {name} and to the islands' radio.",
)

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def table(file):
    return tomllib.loads(file.read_text(encoding="utf-8"))


def dates_as_texts(value):
    """The same as JSON Schema knows it, which has no dates."""
    if isinstance(value, dict):
        return {key: dates_as_texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [dates_as_texts(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def demands(file):
    return [(kind, one) for kind, told in table(file).items() if isinstance(told, list) and isinstance(told[0], dict) for one in told]


def names(content):
    return [content["name"], *content.get("aliases", ())]


def phrases(file):
    for kind, demand in demands(file):
        for key in ("formulas", "texts"):
            yield from ((kind, phrase) for phrase in demand.get(key, ()))
        yield from ((kind, demand[key]) for key in ("form", "label") if key in demand)


def shared(values):
    return [value for value, count in Counter(values).items() if count > 1]


def test_there_are_enough_to_be_of_use():
    assert len(FILES) >= 40


@every_file
def test_a_file_is_well_formed(file):
    jsonschema.validate(dates_as_texts(table(file)), schema("originator"), format_checker=jsonschema.FormatChecker())


@every_file
def test_a_file_is_named_after_its_originator(file):
    name = normalize("NFKD", fold(table(file)["name"])).encode("ascii", "ignore").decode().replace("'", "")
    assert file.stem == re.sub(r"[^a-z0-9]+", "-", name).strip("-")


def test_they_can_all_be_read():
    assert len(Originators(folders=(FOLDER,)).all()) == len(FILES)


def test_no_two_share_a_name_or_a_host():
    contents = [table(file) for file in FILES]
    assert shared(name for content in contents for name in {fold(name) for name in names(content)}) == []
    hosts = [host for content in contents for host in content.get("hosts", ())]
    assert shared(hosts) == []
    assert [host for host in hosts if host != host.lower()] == []


def test_an_alias_is_not_the_name_once_more():
    assert [(file.stem, name) for file in FILES for name in shared(map(fold, names(table(file))))] == []


@every_file
def test_a_credit_names_the_originator(file):
    content = table(file)
    known = [fold(name) for name in names(content)]
    for kind, demand in demands(file):
        for formula in demand.get("formulas", ()):
            assert content["kind"] == "licence" or any(name in fold(formula) for name in known), formula
        if kind == "byline" and "originator" in demand["names"] and "form" in demand:
            assert any(name in fold(demand["form"]) for name in known), demand["form"]


@every_file
def test_phrases_have_known_slots_and_words_beside_them(file):
    for kind, phrase in phrases(file):
        assert set(ANY_SLOT.findall(phrase)) == set(SLOT_NAME.findall(phrase)) <= SLOTS, f"{kind}: {phrase}"
        assert re.search(r"\w", ANY_SLOT.sub("", phrase)), f"{kind}: {phrase}"
        assert not re.search(r"[{}]|\}\{", ANY_SLOT.sub("", phrase)), f"{kind}: {phrase}"


@every_file
def test_no_mention_is_taken_for_a_credit(file):
    wordings = Phrases(tuple(phrase for kind, phrase in phrases(file) if kind in ("credit-line", "notice-kept")))
    sentences = [mention.format(name=name) for name in names(table(file)) for mention in MENTIONS]
    assert [sentence for sentence in sentences if wordings.find(sentence)] == []


@every_file
def test_words_of_a_notice_are_the_originators_own(file):
    """Short ones would be found by chance."""
    for kind, demand in demands(file):
        if kind == "notice-kept":
            assert [text for text in demand["texts"] if len(ANY_SLOT.sub("", text)) < 12] == []


@every_file
def test_readings_are_used_and_lie_in_the_past(file):
    content = table(file)
    used = {demand["reading"] for _, demand in demands(file)}
    assert used <= set(content["readings"])
    # Without a demand the reading is of who the originator is.
    assert not used or used == set(content["readings"])
    # The day is another around the world.
    assert [name for name, reading in content["readings"].items() if reading["read"] > date.today() + timedelta(days=1)] == []


@every_file
def test_what_is_unsure_says_what_limits_it(file):
    readings = table(file)["readings"]
    assert [name for name, told in readings.items() if told["confidence"] in ("summary", "digest", "observed") and "note" not in told] == []


@every_file
def test_what_is_unsure_is_told_as_info(file):
    originator = parse(file, table(file))
    assert {demand.severity for demand in originator.demands if not demand.reading.sure} <= {Severity.INFO}


@every_file
def test_a_licence_is_one_of_spdx(file):
    content = table(file)
    assert LICENCE.fullmatch(content.get("licence", "CC0-1.0")), content["licence"]
    if content["kind"] == "licence":
        assert content["licence"] and content["licence-urls"]
    else:
        assert "licence-urls" not in content


@every_file
def test_addresses_are_well_formed(file):
    content = table(file)
    article = content.get("article", "")
    assert set(ANY_SLOT.findall(article)) <= STEPS
    for _, demand in demands(file):
        for url in demand.get("urls", ()):
            slots = set(ANY_SLOT.findall(url))
            assert slots <= {*STEPS, "host", "any"}, url
            # A number or a slug can be held against the article's address, a date against the day of publication.
            assert slots & {"id", "slug"} <= set(ANY_SLOT.findall(article)), f"{url}: `article` does not have it"
            assert "host" not in slots or "hosts" in content, url
            host, _, path = url.partition("/")
            assert path and "://" not in url and not re.search(r"\s|[{}]", ANY_SLOT.sub("x", url)), url
            assert host == "{host}" or re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", host), url


@every_file
def test_demands_can_be_held_to(file):
    """A demand that says nothing to check is none."""
    content = table(file)
    for kind, demand in demands(file):
        assert not demand.get("exact") or demand.get("formulas"), "word for word, but no words"
        assert kind != "too-long" or {"words", "paragraphs", "share"} & set(demand)
        assert kind != "image-barred" or (demand["which"] == "marked") == ("marks" in demand)
        assert kind != "edits" or len(demand["allow"]) == 1 or not {"all", "none"} & set(demand["allow"])
        if {"article", "home"} & {*demand.get("to", ()), demand.get("link")}:
            assert content["kind"] == "licence" or "hosts" in content, "nothing to know the link by"


def test_beginnings_of_a_licences_addresses_are_told_apart():
    """No version or kind of licence is taken for another."""
    prefixes = [prefix for file in FILES for prefix in table(file).get("licence-urls", ())]
    assert [(one, other) for one in prefixes for other in prefixes if one != other and other.startswith(one)] == []
