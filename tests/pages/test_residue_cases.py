"""Leftovers of systems and desks in a story, and the prose that only looks like them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon
from bylint.plugins import load
from bylint.settings import Settings
from bylint_rules.residue.mangled import mangled

PACKS = load()
PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after weeks of repairs.</p>"
PAGE = """<!doctype html><html lang=en><head><title>Ferry back in service</title>
<meta property=og:url content=https://gazette.example/ferry>{head}</head>
<body><article><h1>Ferry back in service</h1>{prose}{body}</article></body></html>"""


def findings(text, url="https://gazette.example/", extra=()):
    plan = Plan(
        tuple(RuleSetting(rule.id, rule.severity) for rule in PACKS.rules.values() if rule.family == "residue"),
        Settings(url=url, lexicon=Lexicon(PACKS.lexicons, extra)),
    )
    result = check("page.html", text.encode(), plan, PACKS.rules)
    assert result.complete, result.findings
    return [finding for finding in result.findings if finding.rule.startswith("residue/")]


def rules(body="", head="", **settings):
    """The rules that speak, as the names behind “residue/”."""
    return {finding.rule.removeprefix("residue/") for finding in findings(PAGE.format(head=head, prose=PROSE, body=body), **settings)}


def mended(body, head=""):
    """The page after all fixes."""
    data = PAGE.format(head=head, prose=PROSE, body=body).encode()
    edits = {edit for finding in findings(data.decode()) if finding.fix for edit in finding.fix.edits}
    for start, end, text, _ in sorted(edits, reverse=True):
        data = data[:start] + text.encode() + data[end:]
    return data.decode()


@pytest.mark.parametrize(
    "text",
    [
        "[caption id=”attachment_12″ align=”alignnone” width=”640″]",
        "[/vc_column]",
        "[embed]https://video.example/1[/embed]",
        "[my-own-box colour=red]At last[/my-own-box]",
        "[foo]At last[/foo]",
        "[youtube https://video.example/1]",
        "[gallery]",
        "[ad_1]",
        "[url=https://gazette.example]here[/url]",
        "[node:title]",
        "[[nid:123]]",
        '[[{"fid":"12","view_mode":"default"}]]',
        "[[!getResources? &amp;parents=`1`]]",
        "{% include related.html %}",
        "{loadposition banner3}",
        "{gallery}ferries{/gallery}",
        "{{&lt; figure src=ferry.jpg &gt;}}",
        "&lt;!--nextpage--&gt;",
        "![The ferry](ferry.jpg)",
        "Read [the notice](https://harbour.example/notice).",
        "## What happens next",
    ],
)
def test_instructions_to_publishing_systems(text):
    assert rules(f"<p>{text}</p>") == {"shortcode"}


@pytest.mark.parametrize(
    "text",
    [
        "“It [the ferry] sails,” [sic] he said [in Dutch].",
        "[Reuters] [1] [12] [a] [citation needed] [see p. 4] [Photo: Ada Quay] [Video: the ferry]",
        "Watch the ferry sail [video]",
        "He wrote [/s] behind it.",
        "The range [a, b] and the set {a} and #1 and 50 %",
        "f*** and **** stars, Dia**** Co**",
        "See <code>[gallery ids=1]</code> and <pre>{% include x %}</pre>",
    ],
)
def test_words_in_brackets_are_the_storys(text):
    assert rules(f"<p>{text}</p>") == set()


def test_a_line_of_instructions_goes_and_those_between_words_go_alone():
    assert "vc_row" not in mended("<div><p>[vc_row][/vc_row]</p></div>")
    assert "<p>Before after.</p>" in mended("<p>Before [/su_box]after.</p>")


@pytest.mark.parametrize(
    "text",
    [
        "By {{ author }}",
        "{{{name}}} writes",
        "${headline}",
        "%%byline%%",
        "&lt;%= name %&gt;",
        "[[FIRST_NAME]]",
        "*|MC_PREVIEW_TEXT|*",
        "#{name}",
        "@@date@@",
        "###TEASER###",
        "{$title}",
        "By {author}",
        "{0} comments",
    ],
)
def test_variables_without_their_values(text):
    assert rules(f"<p>{text}</p>") == {"template-token"}


@pytest.mark.parametrize(
    "text",
    [
        "In <code>{{ title }}</code> the headline stands.",
        r"The formula \frac{{a}}{{b}} holds.",
        "The sets {0} and {a, b} of all the ferries that the harbour office has ever let sail on a Monday in spring.",
        "The label in the window of the harbour office reads “{{ title }}”, and nobody on the quay knew what it was to mean.",
        "It costs $5, or ${5} on Sundays. 50%%",
    ],
)
def test_variables_that_a_story_shows_on_purpose(text):
    assert rules(f"<p>{text}</p>") == set()


@pytest.mark.parametrize("title", ["{title} - Gazette", "%title% - Gazette", "#post_title #separator_sa #site_title", "{{ page.title }}"])
def test_variables_in_the_metadata(title):
    assert rules(head=f'<meta property="og:title" content="{title}">') == {"template-token"}


@pytest.mark.parametrize(
    ("mangled_text", "right"),
    [
        ("The captain didnâ€™t sail â€“ yet.", "The captain didn’t sail – yet."),
        ("CafÃ© Ã\xa0 la carte", "Café à la carte"),
        ("ItÃ¢â‚¬â„¢s twice", "It’s twice"),
        ("Âµ and Â£5 and 5Â°C", "µ and £5 and 5°C"),
        ("ÐŸÐ°Ñ€Ð¾Ð¼ Ñ…Ð¾Ð´Ð¸Ñ‚", "Паром ходит"),
        ("РџР°СЂРѕРј С…РѕРґРёС‚", "Паром ходит"),
        ("ItвЂ™s", "It’s"),
        ("the captain‚Äôs caf√© is open", "the captain’s café is open"),
        ("PĹ‚ynie prom na wyspÄ™", "Płynie prom na wyspę"),
        ("Ø§Ù„Ø¹Ø¨Ø§Ø±Ø©", "العبارة"),
        ("ط§ظ„ط¹ط¨ط§ط±ط©", "العبارة"),
        ("ðŸ˜€ sails", "😀 sails"),
    ],
)
def test_letters_read_in_the_wrong_encoding_are_put_right(mangled_text, right):
    assert rules(f"<p>{mangled_text}</p>") == {"mojibake"}
    assert f"<p>{right}</p>" in mended(f"<p>{mangled_text}</p>")


@pytest.mark.parametrize(
    "text",
    [
        "SÃO PAULO – A IRMÃ NÃO VEM",
        "“A IRMû, “AMANHÃ…”, “MAÇÔ",
        "Une balsa de «\xa0santé\xa0» et «\xa0thé\xa0»",
        "„Ä“, „Ö“ und „Ü“",
        "«Â», the letter Â, ÂNCĂ",
        "CAFÉ” and LIBERTÉ’S",
        "x√π = 2√π, ¬p",
        "Å’s harbour",
        "РІК і РЎ, СССР, РСФСР",
        "5 € – 10 £ • 3 °C",
    ],
)
def test_real_letters_are_left_alone(text):
    assert rules(f"<p>{text}</p>") == set()


def test_lost_letters_are_named_but_nobody_can_put_them_right():
    (found,) = findings(PAGE.format(head="", prose=PROSE, body="<p>Peter M\ufffdller</p>"))
    assert found.rule == "residue/mojibake"
    assert found.fix is None


def test_a_page_mangled_throughout_is_told_once():
    (found,) = findings(PAGE.format(head="", prose=PROSE, body="<p>It didnâ€™t sail.</p>" * 12))
    assert found.rule == "residue/mojibake"
    assert len(found.related) == 11


ALPHABETS = [
    "abcdefghijklmnopqrstuvwxyzàâæçèéêëîïôœùûüÿ",
    "abcdefghijklmnopqrstuvwxyzäöüß",
    "abcdefghijklmnoprstuvzáâãàçéêíóôõú",
    "abcdefghijklłmnńoóprsśtuwyzźżąćę",
    "abcçdefgğhıijklmnoöprsştuüvyz",
    "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzž",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
]
WORDS = st.sampled_from(ALPHABETS).flatmap(lambda letters: st.lists(st.text(letters, min_size=3, max_size=12), min_size=2, max_size=8))
BETWEEN = st.sampled_from((" ", ", ", " – ", "\xa0", "\xa0» «\xa0", "” “", "… ", ": „", "“ ", "’", "-", " (", ") "))
CASES = st.sampled_from((str.lower, str.capitalize))


@given(WORDS, BETWEEN, CASES)
def test_untouched_words_are_never_taken_for_mangled(words, between, case):
    assert mangled(between.join(map(case, words))) == ()


@given(WORDS)
def test_mangled_words_are_found_and_turn_back(words):
    text = " ".join(words)
    read = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    for run in reversed(mangled(read)):
        read = read[: run.start] + run.text + read[run.end :]
    assert read == text


@pytest.mark.parametrize(
    ("text", "right"),
    [("sails&amp;nbsp;again", "sails&nbsp;again"), ("Smith &amp;amp; Sons&amp;#8217; ferry", "Smith &amp; Sons&#8217; ferry")],
)
def test_entities_escaped_twice_are_undone_once(text, right):
    assert rules(f"<p>{text}</p>") == {"double-escaped"}
    assert f"<p>{right}</p>" in mended(f"<p>{text}</p>")


@pytest.mark.parametrize("text", ["&lt;p&gt;It sails.", "It &lt;strong&gt;sails&lt;/strong&gt; again", "It sails&lt;br /&gt;again", "It sails.]]&gt;"])
def test_markup_printed_as_text(text):
    assert rules(f"<p>{text}</p>") == {"double-escaped"}


@pytest.mark.parametrize(
    "text",
    ["AT&amp;T; and R&amp;D;", "3 &lt; 5 &gt; 2", "&lt;3", "the &lt;b&gt; tag", "<code>&amp;nbsp;</code>", "a&amp;b;c", "<pre>&lt;br&gt;</pre>"],
)
def test_what_only_looks_escaped(text):
    assert rules(f"<p>{text}</p>") == set()


def test_json_ld_has_no_entities():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The &quot;new&quot; ferry&#8217;s back"}</script>'
    assert rules(head=head) == {"double-escaped"}
    assert '"headline": "The \\"new\\" ferry\\u2019s back"' in mended("", head)


@pytest.mark.parametrize(
    "text", ["undefined", "NaN", "Invalid Date", "[object Object]", "By undefined", "Published: Invalid Date", "TK TK", "Test test", ".", "&#8203;"]
)
def test_placeholders(text):
    assert rules(f"<p>{text}</p>") == {"placeholder-text"}


@pytest.mark.parametrize("body", ["<p>What is left undefined</p>", "<p>* * *</p><p>…</p><p>—</p>", "<table><tr><td>None</table>", "<p>None of them.</p>", "<div><div>Ferry</div>:<div>sails</div></div>"])
def test_what_is_no_placeholder(body):
    assert rules(body) == set()


def test_a_placeholder_for_a_description():
    assert rules(head='<meta name=description content="Lorem ipsum dolor sit amet, consectetur">') == {"placeholder-text"}


LINK = "<p>The ferry to the islands <a href='{}'>sails again</a> from Monday, the harbour office said after weeks of long repairs.</p>"
FOREIGN = "<link rel=canonical href=https://origin.example/ferry>"


@pytest.mark.parametrize(
    "href",
    ["file:///C:/ferry.html", "C:\\ferry.doc", "http://localhost:3000/a", "http://192.168.1.4/a", "blob:https://a/b", "/wp-admin/post.php?post=1",
     "https://gazette.example/?p=12&preview=true", "www.harbour.example/ferry", "https//harbour.example/"],
)
def test_addresses_that_never_led_anywhere(href):
    assert rules(LINK.format(href)) == {"relative-url"}


def test_relative_addresses_count_where_the_story_is_anothers():
    for href in ("/topics/ferries", "ferry.html", "../ferry.html"):
        assert rules(LINK.format(href)) == set()
        assert rules(LINK.format(href), FOREIGN) == {"relative-url"}
        assert rules(LINK.format(href), f"{FOREIGN}<base href=https://origin.example/>") == set()
        assert [finding.rule for finding in findings(LINK.format(href))] == ["residue/relative-url"]


def test_relative_addresses_may_be_those_of_a_site_that_writes_them_elsewhere_too():
    assert rules(LINK.format("/topics/ferries") + "<nav><a href='/topics/ferries'>Ferries</a></nav>", FOREIGN) == set()


def test_addresses_that_break_for_one_reason_are_told_together():
    (found,) = findings(PAGE.format(head=FOREIGN, prose=LINK.format("/a"), body=LINK.format("/b")))
    assert len(found.related) == 1


def test_links_outside_paragraphs_are_the_sites_own():
    assert rules("<p><a href='/topics/ferries'>Ferries</a></p><ul><li><a href='/a'>A</a></ul>", FOREIGN) == set()


def test_a_picture_from_the_originators_server():
    picture = "<img src='https://media.origin.example/f.jpg'>"
    assert rules(picture, FOREIGN) == {"hotlinked-image"}
    assert rules(picture) == set()
    assert rules("<img src='https://cdn.example/f.jpg'>", FOREIGN) == set()


LAZY = "<img src='/blank.gif' data-src='https://gazette.example/f.jpg?a=1&amp;b=2' alt=''>"


def test_a_picture_that_waits_for_a_script():
    assert rules(LAZY) == {"lazy-image"}
    assert "<img src='https://gazette.example/f.jpg?a=1&amp;b=2' data-src" in mended(LAZY)
    assert '<img src="https://g.example/f.jpg" data-src=' in mended("<img data-src=https://g.example/f.jpg>")


@pytest.mark.parametrize(
    "body",
    [
        f"{LAZY}<script src=/lazy.js></script>",
        f"{LAZY}<noscript><img src=https://gazette.example/f.jpg></noscript>",
        "<img src='/f.jpg' data-src='/f-large.jpg' loading=lazy>",
        "<picture><source srcset='/f.webp'><img data-src='/f.jpg'></picture>",
    ],
)
def test_pictures_that_show_by_themselves(body):
    assert rules(body) == set()


@pytest.mark.parametrize(
    "body",
    [
        "<iframe></iframe>",
        "<iframe src=about:blank class=player></iframe>",
        "<video></video>",
        "<audio controls></audio>",
        "<figure></figure>",
        "<figure><figcaption>The ferry on Monday</figcaption></figure>",
        "<blockquote class=twitter-tweet></blockquote><script src=/a.js></script>",
        "<div class=loading-skeleton><span></span></div>",
    ],
)
def test_frames_with_nothing_in_them(body):
    assert rules(body) == {"empty-embed"}


@pytest.mark.parametrize(
    "body",
    [
        "<iframe srcdoc='<p>x'></iframe>",
        "<iframe id=player></iframe><script>show()</script>",
        "<video><source src=f.mp4></video>",
        "<blockquote class=twitter-tweet><p>The ferry sails!</p>Ada <a href=https://x.example/1>4 March</a></blockquote>",
        "<figure><table><tr><td>1</table></figure>",
        "<figure></figure><script src=/a.js></script>",
        "<div class=skeleton-box><p>The ferry sails</p></div>",
        "<iframe style='display: none'></iframe>",
    ],
)
def test_frames_that_show_something_or_may(body):
    assert rules(body) == set()


@pytest.mark.parametrize(
    "text",
    ["(Eds: Updates with quotes)", "EDS: ADDS photo", "-30-", "– 30 –", "###", "# # #", "ENDS", "-ends-", "MORE", "--MORE--", "(zu dpa 0123)",
     "&lt;LEGAL&gt;", "NOTE TO EDITORS: photographs on request", "EMBARGOED UNTIL 00:01 Monday", "((desk@wire.example; +49 30 1;))", "bur-ada/ben"],
)
def test_notes_to_desks(text):
    assert rules(f"<p>{text}</p>") == {"desk-note"}
    assert text not in mended(f"<p>{text}</p>")


@pytest.mark.parametrize(
    "body",
    [f"<p>###</p>{PROSE}", f"<p>MORE</p>{PROSE}", f"<h2>ENDS</h2>{PROSE}", "<p><a href=/m>MORE</a></p>", "<p>Editor’s note: This story was corrected.</p>",
     "<p>(Reporting by Ada Quay; Editing by Ben Stern)</p>", "<p>and/or</p>", "<h5>More:</h5><ul><li><a href=/f>Ferries</a></ul>"],
)
def test_what_is_no_note(body):
    assert rules(body) == set()


def test_notes_in_the_users_own_words():
    assert rules("<p>Slut på meddelandet</p>", extra=(("desk-note", ("slut på meddelandet",)),)) == {"desk-note"}


@pytest.mark.parametrize("body", ["<img src=http://a.example/f.jpg>", "<video src=http://a.example/f.mp4></video>", "<img srcset='/a.jpg 1x, http://a.example/b.jpg 2x' src=/a.jpg>"])
def test_what_is_loaded_without_encryption(body):
    assert rules(f"{body}{PROSE}") == {"insecure-url"}
    assert rules(f"{body}{PROSE}", url="http://gazette.example/") == set()


def test_what_one_server_sends_is_told_once_and_may_be_tried_with_https():
    page = PAGE.format(head="", prose="<img src=http://a.example/f.jpg><img src=http://a.example/g.jpg>", body=PROSE)
    (found,) = findings(page)
    assert found.fix.safety == "unsafe"
    assert "<img src=https://a.example/f.jpg><img src=https://a.example/g.jpg>" in mended(f"<img src=http://a.example/f.jpg><img src=http://a.example/g.jpg>{PROSE}")


def test_links_may_lead_anywhere():
    assert rules(LINK.format("http://harbour.example/")) == set()


def test_values_for_machines_printed_as_text():
    body = "<div itemscope><span itemprop=url>https://gazette.example/f.jpg</span> <span itemprop=height>676</span></div>"
    assert rules(body) == {"microdata-text"}
    assert not re.search("676", mended(body))
