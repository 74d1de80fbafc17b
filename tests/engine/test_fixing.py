"""Fixes: bytes outside them stay, what is kept is kept, and what would break a page is withdrawn."""

import codecs
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bylint import Edit, Fix, Problem, Span, rule
from bylint.check import Plan, RuleSetting, check
from bylint.fixing import Fixer
from bylint.lexicon import Lexicon
from bylint.originators import Originators
from bylint.plugins import load
from bylint.problem import ByteEdit, ByteFix, Severity
from bylint.settings import Settings

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
MORE = "<p>It had been laid up for repairs since the storm in March, and nobody knew when it would be back at sea.</p>"


def finder(pattern, edits, id="house/word", safety="safe"):
    """A rule that finds a pattern; `edits` makes the edits of a match."""

    @rule(id, bad=("x",), good=("y",))
    def found(page):
        """A pattern of the tests."""
        for match in re.finditer(pattern, page.source.text):
            yield Problem(Span(*match.span()), f"“{match[0]}” is here.", Fix(tuple(edits(match)), safety))

    return found


def cut(match):
    return [Edit(Span(*match.span()))]


def fixed(page, *rules, wanted=("safe",), settings=Settings()):
    """The page after its fixes, as bytes if it was, and what became of them."""
    data = page if isinstance(page, bytes) else page.encode()
    known = {each.id: each for each in rules}
    plan = Plan(tuple(RuleSetting(id, Severity.WARNING) for id in sorted(known)), settings)
    done = Fixer(plan, known, wanted=wanted).fix(data, check("a.html", data, plan, known, alone=True))
    return (done.data if isinstance(page, bytes) else done.data.decode()), done


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "windows-1251"),
        (b"", "koi8-r"),
        (b"", "shift_jis"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_bytes_outside_an_edit_stay_in_every_encoding(bom, encoding, newline):
    words = "日本の船は月曜日から再び出航すると港の事務所は述べた" if encoding == "shift_jis" else "Паром на острова снова ходит с понедельника"
    lines = [f'<meta charset="{encoding}">', f"<p>{words}</p>", "\t<p>WORD</p>", f"<p>{words} &nbsp; <b>x</p>", ""]
    page = bom + newline.join(lines).encode(encoding)
    after, done = fixed(page, finder("\t<p>WORD</p>[\r\n]+", cut))
    assert len(done.applied) == 1
    assert after == bom + newline.join(lines[:2] + lines[3:]).encode(encoding)


def test_a_new_text_is_written_in_the_encoding_of_the_page():
    page = '<meta charset="windows-1251"><p>Паром на острова снова ходит с понедельника WORD</p>'.encode("windows-1251")
    after, _ = fixed(page, finder("WORD", lambda match: [Edit(Span(*match.span()), "да 船")]))
    assert after == page.replace(b"WORD", "да &#33337;".encode("windows-1251"))


def test_a_wrapper_that_several_fixes_empty_goes_with_them():
    after, done = fixed("<main><div class=a> <div><i>WORD</i> <i>WORD</i></div>\n</div><p>Kept.</p></main>", finder("<i>WORD</i>", cut))
    assert after == "<main><p>Kept.</p></main>"
    assert len(done.applied) == 2


def test_a_wrapper_with_a_picture_or_words_stays():
    page = "<main><div><i>WORD</i><img src=a></div><div>Kept <i>WORD</i></div><table><tr><td><i>WORD</i></td></tr></table></main>"
    after = "<main><div><img src=a></div><div>Kept </div><table><tr><td></td></tr></table></main>"
    assert fixed(page, finder("<i>WORD</i>", cut))[0] == after


def test_edits_that_meet_are_applied_one_after_the_other():
    whole = finder("<div><p>WORD</p></div>", cut, "house/whole")
    inner = finder("<p>WORD</p>", lambda match: [Edit(Span(*match.span()), "<p>x</p>")], "house/inner")
    after, done = fixed("<main><div><p>WORD</p></div><p>Kept.</p><p>WORD</p></main>", whole, inner)
    assert after == "<main><p>Kept.</p><p>x</p></main>"
    assert [found.rule for found in done.applied] == ["house/whole", "house/inner"]


@pytest.mark.parametrize(
    ("page", "pattern", "said"),
    [
        ("<p>Kept <b>WORD and kept</b></p>", "<b>WORD", "change the text “Kept”"),
        ("<p>Kept</p><!-- <p>WORD --><p>Kept too</p>", "<!-- <p>WORD", "change the text “-->”"),
        ("<div>WORD<p>Kept</p></div>", "<div>WORD<p>", "change the text “Kept”"),
        ("<p>WORD</p><script>var kept</script><p>Kept</p>", "</script>", "change the text “var kept”"),
        ("<p>Kept<a href='WORD'>on</a></p>", "'WORD", "change the element a"),
    ],
)
def test_a_fix_that_would_lose_what_is_kept_is_withdrawn(page, pattern, said):
    after, done = fixed(page + "<p>END</p>", finder(pattern, cut), finder("<p>END</p>", cut, "house/end"))
    assert after == page
    assert [(each.finding.rule, each.reason) for each in done.withdrawn] == [("house/word", said)]
    assert [found.rule for found in done.applied] == ["house/end"]


def test_a_fix_that_brings_a_new_finding_is_withdrawn():
    @rule("house/missing", bad=("x",), good=("y",))
    def missing(page):
        """A page needs a credit."""
        if "CREDIT" not in page.source.text:
            yield Problem(Span(0, 0), "Nothing names the source.")

    page = "<p>WORD CREDIT</p><p>Kept</p><p>WORD</p>"
    after, done = fixed(page, missing, finder("<p>WORD.*?</p>", cut))
    assert after == "<p>WORD CREDIT</p><p>Kept</p>"
    assert [each.reason for each in done.withdrawn] == ["bring what house/missing says: “Nothing names the source.”"]


def test_a_fix_may_leave_the_lack_that_it_names():
    @rule("house/missing", bad=("x",), good=("y",))
    def missing(page):
        """A page needs a byline."""
        if "By" not in page.source.text:
            yield Problem(Span(0, 0), "Nobody is named.")

    @rule("house/empty", bad=("x",), good=("y",))
    def empty(page):
        """A byline that names nobody."""
        if (at := page.source.text.find("<p>By</p>")) >= 0:
            yield Problem(Span(at, at + 9), "It names nobody.", Fix((Edit(Span(at, at + 9)),), leaves=("house/missing",)))

    after, done = fixed("<p>Kept</p><p>By</p>", missing, empty)
    assert after == "<p>Kept</p>"
    assert not done.withdrawn


def test_edits_of_a_store_are_not_trusted():
    page = b"<main><p>Kept</p><i>WORD</i></main>"
    word = finder("<i>WORD</i>", cut)
    plan = Plan((RuleSetting("house/word", Severity.WARNING),))
    known = check("a.html", page, plan, {"house/word": word}, alone=True)
    forged = ByteFix((ByteEdit(6, 6, "<script src=//evil.example></script>", known.findings[0].place),), "safe")
    told = known._replace(findings=tuple(each._replace(fix=forged) for each in known.findings))
    assert Fixer(plan, {"house/word": word}).fix(page, told).data == b"<main><p>Kept</p></main>"


def test_a_fix_that_mends_nothing_is_withdrawn_and_not_applied_again_and_again():
    page = "<p>Kept WORD</p>"
    after, done = fixed(page, finder("WORD", lambda match: [Edit(Span(match.end(), match.end()), "!")]))
    assert after == page
    assert [each.reason for each in done.withdrawn] == ["leave what house/word finds"]


def test_unsafe_fixes_only_when_they_are_wanted():
    page = "<main><p>WORD</p><p>Kept</p></main>"
    unsafe = finder("<p>WORD</p>", cut, safety="unsafe")
    assert fixed(page, unsafe)[0] == page
    assert fixed(page, unsafe, wanted=("safe", "unsafe"))[0] == "<main><p>Kept</p></main>"


PACKS = load()
EVERY = [each for each in PACKS.rules.values() if not (each.judge or each.compares)]
HERE = Settings(lexicon=Lexicon(PACKS.lexicons), originators=Originators(PACKS.originators))
EXAMPLES = [(each, page) for each in EVERY for page in each.bad]


@pytest.mark.parametrize(("which", "page"), EXAMPLES, ids=[f"{each.id}-{at}" for at, (each, _) in enumerate(EXAMPLES)])
def test_what_a_rule_offers_to_mend_in_its_examples_it_can_mend(which, page):
    data = page.encode()
    plan = Plan((RuleSetting(which.id, Severity.WARNING, which.example),), HERE)
    found = check("a.html", data, plan, PACKS.rules, alone=True)
    offered = [each for each in found.findings if each.fix]
    done = Fixer(plan, PACKS.rules, wanted=("safe", "unsafe")).fix(data, found)
    assert not done.withdrawn
    assert len(done.applied) >= len(offered)
    left = check("a.html", done.data, plan, PACKS.rules, alone=True).findings
    assert not [each for each in left if each.fix]


PIECES = st.sampled_from([
    PROSE,
    MORE,
    "<p>ADVERTISEMENT</p>",
    "<div class='ad'><span>Advertisement</span></div>\n",
    "<ins class='adsbygoogle' data-ad-slot='1'></ins>",
    "<ul class='share-buttons'><li><a href='#'>Facebook</a></li><li><a href='#'>WhatsApp</a></li></ul>",
    "<p>The post <a href='/a'>Ferry</a> appeared first on <a href='/'>Island Wire</a>.</p>",
    "<p class='byline'>By</p>",
    "<p>It isnâ€™t back.</p>",
    "<p>Tea &amp;amp; cake on board.</p>",
    "<table><tr><td>Monday</td><td>7 h</td></tr></table>",
    "<figure><img src='/a.jpg' alt='The ferry'><figcaption>The ferry. Photo: Ada Quay</figcaption></figure>",
    "<script>var a = '<p>ADVERTISEMENT</p>'</script>",
    "<!-- ADVERTISEMENT --> loose words of the story stand here without a paragraph, as some systems write them, ",
    "<div>", "</div>", "<p>", "</p>", "<b>", "<br>", "\r\n", "\t",
    "<div>Share this:", "<section>Leave a Reply", "</section>", "<p>Advertisement", "<noscript>", "</noscript>", "<template>", "</template>",
])
KEPT = re.compile(r"[Tt]he ferry|harbour office|repairs since|loose words|Monday|7 h|Ada Quay|cake on board|back\.|/a\.jpg")


@settings(deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_whatever_the_page_the_story_stays_and_a_second_run_changes_nothing(pieces):
    page = "<article><h1>Ferry back in service</h1>" + "".join(pieces) + PROSE
    after, _ = fixed(page, *EVERY, settings=HERE)
    repeated = {part for part in (PROSE, MORE) if pieces.count(part) > (part == MORE)}
    if not repeated:  # of a paragraph that stands twice one goes, as it should
        assert KEPT.findall(after) == KEPT.findall(page)
    assert fixed(after, *EVERY, settings=HERE)[0] == after
