"""The report that editors open: all there, nothing of a page alive, and fit to be read."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise, product

import pytest
import turbohtml
from lxml import etree

from bylint.notices import NOTICES
from bylint.problem import ByteEdit, ByteFix, Excerpt, Finding, Place, RelatedPlace, Severity
from bylint.reports import Look, bylint_reporters
from bylint.result import Cause, Mendings, PageResult, Results, Suppressed
from bylint.rule import rule

LOOK = Look()
PLACE = Place(10, 14, 3, 5, 3, 9, 5, 9)
WHOLE_PAGE = Place(0, 0, 1, 1, 1, 1, 1, 1)


@rule("house/word", bad=("<p>WORD",), good=("<p>",))
def word(page):
    """A word that the house does not want.

    It says `too much` & <b>too little</b>, as https://example.org/words?a=1&b=2 tells.

    - first
    - second
    """


RULES = Look(rules={"house/word": word})


def finding(path="a.html", message="Here stands “WORD”. Take it out.", severity=Severity.ERROR, **other):
    made = Finding("house/word", severity, path, message, PLACE, Excerpt(3, "<p>WORD</p>", 3, 7), "f", "c")
    return made._replace(**other)


def page(path, *findings, **other):
    return PageResult(path, tuple(of._replace(path=path) for of in findings), **other)


def written(*pages, causes=None, look=LOOK, interrupted=False, mended=None):
    report = bylint_reporters()["html"]
    return "".join(report(Results(pages, causes or {}, interrupted, mended), look))


def read(report):
    """The document as a parser sees it that forgives nothing, neither in XML nor in HTML."""
    turbohtml.parse(report, strict=True)
    return etree.fromstring(report.encode()).getroottree()


def all_of(tree, name, kind=""):
    """The elements of a name, of a class where one is given."""
    return [element for element in tree.iter(name) if not kind or kind in element.get("class", "").split()]


def text(element):
    return " ".join("".join(element.itertext()).split())


def totals(tree):
    return {text(of.find("dt")): text(of.find("dd")) for of in tree.find(".//dl").iterfind("div")}


def test_every_finding_is_there_with_what_an_editor_needs():
    fix = ByteFix((ByteEdit(10, 14, ""),), "unsafe")
    full = finding(fix=fix, related=(RelatedPlace(PLACE._replace(line=9), "the first one"),))
    long = finding(severity=Severity.INFO, place=PLACE._replace(end_line=6, end_column=1), message="It runs on.")
    whole = finding(severity=Severity.WARNING, place=WHOLE_PAGE, rule="page/story-not-found", message="No story.")
    tree = read(written(page("a.html", full, long), page("b.html"), page("news/c.html", whole), look=RULES))
    first, second, third = map(text, all_of(tree, "li", "finding"))
    assert first.startswith("Error Line 3, column 5 Here stands “WORD”. Take it out. <p>WORD</p> Line 9, column 5: the first one")
    assert "judgment" in first
    assert first.endswith("house/word A word that the house does not want.")
    assert second.startswith("Info Line 3, column 5, to line 5 It runs on.")
    assert third.startswith("Warning The page as a whole No story. page/story-not-found The selector")
    assert [text(of) for of in all_of(tree, "mark")] == ["WORD", "WORD"]
    headings = [text(of.find("h3")) for of in all_of(tree, "section", "page")]
    assert headings == ["a.html", "news/c.html"]
    assert text(tree.find(".//h1")) == "1 error, 1 warning and 1 info on 2 pages"


def test_totals():
    silenced = Suppressed(finding(), "ignore.toml:3", "agreed with the desk")
    broken = page("c.html", finding(rule="page/unreadable"), complete=False)
    pages = [page("a.html", finding(), finding(severity=Severity.WARNING)), page("b.html", suppressed=(silenced,)), broken]
    tree = read(written(*pages, page("d.html", baselined=(finding(), finding()))))
    assert totals(tree) == {
        "Errors": "2", "Warnings": "1", "Infos": "0", "Pages checked": "4", "Clean": "2",
        "Not wholly checked": "1", "Suppressed": "1", "In the baseline": "2",
    }  # fmt: skip
    assert "1 page could not be checked wholly" in text(tree.find(".//header"))
    assert [text(of) for of in all_of(tree, "span", "part")] == ["not wholly checked"]


def test_what_is_set_aside_is_folded_away_with_its_reason():
    silenced = [Suppressed(finding(), "ignore.toml:3", "agreed with the desk"), Suppressed(finding(), "a comment", "")]
    tree = read(written(page("a.html", suppressed=tuple(silenced), baselined=(finding(path="b.html", message="Known."),))))
    suppressed, baselined = map(text, all_of(tree, "details"))
    assert suppressed.startswith("2 findings suppressed by an exception a.html, line 3, column 5: house/word")
    assert "By ignore.toml:3: agreed with the desk" in suppressed
    assert "By a comment, without a reason" in suppressed
    assert baselined == "1 finding in the baseline b.html, line 3, column 5: house/word Known."
    assert all_of(tree, "li", "finding") == []


def test_what_was_fixed_is_told_and_what_was_not():
    withdrawn = Mendings(3, 2, ((finding(), "leave the paragraph empty"),))
    (section,) = read(written(page("a.html", finding()), mended=withdrawn)).findall(".//section[@id='fixes']")
    assert text(section).startswith("Fixes Fixed 3 findings on 2 pages. 1 fix withdrawn a.html, line 3")
    assert text(section).endswith("Not fixed, as it would leave the paragraph empty")
    assert read(written(page("a.html", finding()))).findall(".//section[@id='fixes']") == []


def test_a_file_that_is_no_page_counts_as_none():
    stale = page("ignore.toml", finding(rule="exception/unused", severity=Severity.WARNING), page=False)
    tree = read(written(page("a.html"), stale))
    assert (totals(tree)["Pages checked"], totals(tree)["Clean"], totals(tree)["Warnings"]) == ("1", "1", "1")
    assert text(tree.find(".//h1")) == "1 warning"
    assert "ignore.toml" in text(all_of(tree, "section", "page")[0])


def test_a_fault_of_several_pages_is_told_once_and_pointed_to():
    shared = [page(f"{name}.html", finding(cause="x"), finding(cause="x")) for name in "abc"]
    rare = [page(f"{name}.html", finding(cause="y", message="Rare.")) for name in "de"]
    causes = {"y": Cause(2, 2, ("d.html", "e.html")), "x": Cause(30, 60, ("a.html", "b.html"))}
    tree = read(written(*shared, *rare, causes=causes))
    first, second = tree.findall(".//section[@id='faults']/ol/li")
    assert text(first.find("h3")) == "Fault 1, on 30 pages, 60 times in all"
    assert text(first).endswith("a.html b.html and 28 more pages")
    assert text(second.find("h3")) == "Fault 2, on 2 pages"
    by_page = {text(of.find("h3")): of for of in all_of(tree, "section", "page")}
    shown = {path: (len(all_of(of, "li", "finding")), len(all_of(of, "li", "again"))) for path, of in by_page.items()}
    assert shown == {"a.html": (2, 0), "b.html": (0, 2), "c.html": (0, 2), "d.html": (1, 0), "e.html": (0, 1)}
    assert [of.find(".//a").get("href") for of in all_of(tree, "li", "again")] == ["#fault-1"] * 4 + ["#fault-2"]
    every = read(written(*shared, *rare, causes=causes, look=Look(every=True)))
    assert len(all_of(every.find(".//section[@id='pages']"), "li", "finding")) == 8


def test_the_same_words_are_not_said_again_below_each_other():
    tree = read(written(page("a.html", finding(), finding(), finding(message="Other."), finding()), page("b.html", finding())))
    told = [text(of) for of in all_of(tree, "p", "message")]
    assert told == ["Here stands “WORD”. Take it out.", "Other.", *["Here stands “WORD”. Take it out."] * 2]
    assert len(all_of(tree, "li", "finding")) == len(all_of(tree, "p", "excerpt")) == 5


def test_of_very_many_findings_the_gravest_are_kept_and_the_rest_is_counted():
    pages = [page(f"{number}.html", *[finding(severity=Severity.INFO)] * 50, finding()) for number in range(100)]
    tree = read(written(*pages))
    kept = [text(all_of(of, "span", "severity")[0]) for of in all_of(tree, "li", "finding")]
    assert (kept.count("Error"), kept.count("Info")) == (100, 1900)
    assert "3,100 findings (3,100 infos)" in text(tree.find(".//section[@id='pages']"))
    assert totals(tree)["Infos"] == "5,000"


@pytest.mark.parametrize(
    ("pages", "other", "said"),
    [
        ([], {}, ("Nothing was checked", "No page has changed")),
        ([page("a.html")], {}, ("The page is clean", "speaks against publishing")),
        ([page("a.html"), page("b.html")], {"interrupted": True}, ("All 2 pages are clean", "The run was interrupted", "found in what was checked")),
        ([page("a.html", complete=False)], {}, ("Not everything could be checked", "1 page could not", "found in what was checked")),
        ([page("a.html", finding())], {"interrupted": True}, ("1 error on 1 page", "The run was interrupted")),
    ],
)  # fmt: skip
def test_runs_with_little_to_tell(pages, other, said):
    body = text(read(written(*pages, **other)).find(".//body"))
    assert [part for part in said if part not in body] == []


def test_rules_are_explained_where_they_are_known():
    notice = finding(rule="page/empty", place=WHOLE_PAGE)
    tree = read(written(page("a.html", finding(), finding(rule="pack/unknown"), notice), look=RULES))
    about = {text(of.find("h3")): of for of in all_of(tree, "section", "about")}
    assert [*about] == ["house/word", "pack/unknown", "page/empty"]
    assert text(about["house/word"]).startswith("house/word A word that the house does not want. It says too much & <b>too little</b>, as")
    assert [of.get("href") for of in about["house/word"].iter("a")] == ["https://example.org/words?a=1&b=2"]
    assert about["house/word"].find("pre").text == "- first\n- second"
    assert NOTICES["page/empty"][1].startswith(text(about["page/empty"].find("p")))


# Elements, attributes, styles, links and scripts, if any of it were let through.
HOSTILE = [
    "<script>document.title = 'owned'</script>",
    "</title></style></bdi></p></li><img src=x onerror=\"document.title='owned'\">",
    "\" onmouseover=\"document.title='owned'\" autofocus onfocus='document.title=1' style='position:fixed' x=\"",
    "' class='kind' id='findings' x='",
    "]]><svg/onload=document.title='owned'><!-- --!> <![CDATA[",
    "javascript:document.title='owned' https://evil.example/x.css",
    "<style>*{display:none}</style><link rel=stylesheet href=//evil.example/x.css><base href=//evil.example/>",
    "<iframe srcdoc='<script>top.document.title=1</script>'></iframe><form action=//evil.example><button>",
    "&lt;script&gt; &#60;script&#62; &amp;amp; &",
    "\u202eEVIL\u2066\u200f\u061c\u2028\x00\x1b[31m\x7f\x9b\ud800\udfff\ufffe\uffff\ufeff\r\n\t",
    "{{7*7}} ${7*7} %0a\\\\\\'",
]  # fmt: skip
EVERYWHERE = "\n".join(HOSTILE)


def of_strangers(words):
    """A run in which all that can come from a page, or from a path, is these words."""
    silenced = Suppressed(finding(message=words, path=words), words, words)
    related = (RelatedPlace(PLACE, words),)
    told = finding(message=words, related=related, cause="x", excerpt=Excerpt(3, words, 1, max(2, len(words) - 3)))
    pages = [page(words, told, suppressed=(silenced,), baselined=(finding(message=words, path=words),)), page("b.html", told)]
    mended = Mendings(1, 1, ((finding(message=words, path=words), words),))
    return written(*pages, causes={"x": Cause(9, 9, (words, words))}, look=RULES, mended=mended)


def structure(tree):
    """Elements with their attributes, but for what tells apart tags and quotations in a text."""
    return [(of.tag, dict(of.attrib)) for of in tree.iter() if of.get("class") not in ("tag", "quoted") and of.tag != "style"]


@pytest.mark.parametrize("words", [*HOSTILE, EVERYWHERE])
def test_no_words_make_an_element_or_an_attribute(words):
    report = of_strangers(words)
    hostile, harmless = read(report), read(of_strangers("x" * len(words)))
    assert structure(hostile) == structure(harmless)
    assert hostile.find(".//style").text == harmless.find(".//style").text
    assert {(of.tag, *of.attrib) for of in all_of(hostile, "bdi", "tag")} <= {("bdi", "class", "dir")}
    assert {(of.tag, *of.attrib) for of in all_of(hostile, "bdi", "quoted")} <= {("bdi", "class")}
    seen = [(of.tag, {**of.attrs, "class": " ".join(of.attrs.get("class") or [])}) for of in turbohtml.parse(report).iter_elements()]
    assert seen == [(of.tag, {**of.attrib, "class": of.get("class", "")}) for of in hostile.iter()]


def test_words_of_strangers_are_still_shown():
    shown = text(read(of_strangers(EVERYWHERE)).find(".//body"))
    assert [words for words in HOSTILE if not re.search(r"[\x00-\x1f\u202e]", words) and shown.count(words) < 7] == []


def test_nothing_controls_or_reorders_text():
    report = of_strangers(EVERYWHERE)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]", report)
    assert report.encode()  # half a surrogate pair could not be written


def test_the_policy_allows_this_style_and_nothing_else():
    tree = read(of_strangers(EVERYWHERE))
    stated = next(of.get("content") for of in tree.iter("meta") if of.get("http-equiv") == "Content-Security-Policy")
    digest = b64encode(sha256(tree.find(".//style").text.encode()).digest()).decode()
    assert stated.split("; ") == ["default-src 'none'", f"style-src 'sha256-{digest}'", "base-uri 'none'", "form-action 'none'"]
    before = [of.tag for of in tree.find(".//head")]
    assert before.index("meta") < before.index("style")
    assert {"name": "referrer", "content": "no-referrer"} in [dict(of.attrib) for of in tree.iter("meta")]
    assert {"script", "img", "link", "iframe", "object", "base"}.isdisjoint(of.tag for of in tree.iter())
    names = {name for of in tree.iter() for name in of.attrib}
    assert not [name for name in names if name.startswith("on") or name in ("style", "src", "srcset", "action", "formaction", "ping")]


def test_no_style_asks_for_a_file():
    style = read(written(page("a.html", finding()))).find(".//style").text
    assert not re.search(r"url\(|@import|image-set|src:", style)


def test_links_lead_to_places_of_the_report_and_ids_are_single():
    pages = [page(f"{name}.html", finding(cause="x"), finding(severity=Severity.INFO)) for name in "abc"]
    silenced = Suppressed(finding(), "x", "y")
    tree = read(written(*pages, page("d.html", suppressed=(silenced,)), causes={"x": Cause(3, 3, ("a.html",))}, look=RULES))
    ids = [of.get("id") for of in tree.iter() if of.get("id")]
    assert len(ids) == len({*ids})
    inner = {of.get("href") for of in tree.iter("a") if of.get("href").startswith("#")}
    assert inner >= {"#findings", "#faults", "#pages", "#aside", "#rules", "#fault-1", "#rule-0"}
    assert {link[1:] for link in inner} <= {*ids}
    assert {of.get("aria-labelledby") for of in tree.iter() if of.get("aria-labelledby")} <= {*ids}


def test_headings_and_landmarks_are_in_order():
    silenced = Suppressed(finding(), "x", "y")
    pages = [page(f"{name}.html", finding(cause="x"), suppressed=(silenced,)) for name in "ab"]
    tree = read(written(*pages, causes={"x": Cause(2, 2, ("a.html",))}, look=RULES))
    levels = [int(of.tag[1]) for of in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= level + 1 for level, later in pairwise(levels))
    assert [of.tag for of in tree.iter("header", "nav", "main", "footer")] == ["header", "nav", "main", "footer"]
    assert tree.getroot().get("lang") == "en"


@pytest.mark.parametrize(
    ("line", "start", "end", "shown"),
    [
        ("<p class='x'>Read WORD now</p>", 18, 22, ["[<p class='x'>]Read ", "WORD", " now[</p>]"]),
        ("…lass='x'>Read WORD now</p", 15, 19, ["[…lass='x'>]Read ", "WORD", " now[</p]"]),
        ("<p><b>One</b> two</p>", 3, 17, ["[<p>]", "[<b>]One[</b>] two", "[</p>]"]),
        ('<meta content="WORD">', 15, 19, ['[<meta content="]', "[WORD]", '[">]']),
        ("2 < 3 and 4 > 1", 2, 3, ["2 ", "<", " 3 and 4 > 1"]),
        ("<p>WORD</p>", 3, 3, ["[<p>]", "", "WORD[</p>]"]),
    ],
)
def test_an_excerpt_tells_tags_from_words(line, start, end, shown):
    (excerpt,) = all_of(read(written(page("a.html", finding(excerpt=Excerpt(3, line, start, end))))), "p", "excerpt")
    for tag in all_of(excerpt, "bdi", "tag"):
        tag.text = f"[{tag.text}]"
    mark = excerpt.find("mark")
    marked = "".join(mark.itertext())
    after = (mark.tail or "") + "".join("".join(of.itertext()) + (of.tail or "") for of in mark.itersiblings())
    assert "".join(excerpt.itertext()) == "".join(shown)
    assert (marked, after) == (shown[1], shown[2])


def test_the_same_results_make_the_same_report():
    pages = [page(f"{name}.html", finding(cause=cause)) for name, cause in zip("abcd", "xyyx", strict=True)]
    causes = {"x": Cause(2, 2, ("a.html",)), "y": Cause(2, 2, ("b.html",))}
    assert written(*pages, causes=causes) == written(*pages, causes=dict(reversed(causes.items())))


def test_one_page_is_held_at_a_time():
    class Pages:
        last = ""

        def __iter__(self):
            for number in range(9):
                self.last = f"{number}.html"
                yield page(self.last, finding())

    pages = Pages()
    parts = bylint_reporters()["html"](Results(pages), LOOK)
    at = [pages.last for part in parts if re.search(r"<h3[^>]*><bdi>\d\.html", part)]
    assert at == [f"{number}.html" for number in range(9)]


def colors():
    """What the stylesheet calls its colors, in light and in dark."""
    light, dark = re.findall(r":root \{(.*?)\}", files("bylint.reports.html").joinpath("page.css").read_text(), re.S)
    named = [dict(re.findall(r"--([\w-]+): #([0-9a-f]{6})", block)) for block in (light, dark)]
    assert named[0].keys() == named[1].keys()
    return named


def contrast(one, other):
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""

    def luminance(color):
        parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


SURFACES = ("page", "card", "sunk")
READ = [
    *product(("text", "dim", "link", "error", "warning", "info", "clean"), SURFACES),
    *((severity, f"{severity}-sunk") for severity in ("error", "warning", "info")),
    *(("text", f"{severity}-sunk") for severity in ("error", "warning", "info")),
    *product(("on-mark", "tag-on-mark"), ("mark",)),
    *product(("clean", "text"), ("clean-sunk",)),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_and_controls_stand_out(scheme):
    named = colors()[scheme]
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert [pair for pair in READ if contrast(*(named[name] for name in pair)) < 4.5] == []
    assert [surface for surface in SURFACES if contrast(named["edge"], named[surface]) < 3] == []
    assert {*named} - {name for pair in READ for name in pair} == {"line", "edge"}
