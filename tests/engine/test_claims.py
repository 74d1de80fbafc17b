"""What each part of a page says about its story, with the place where it says so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bylint.page import Page
from bylint.source import Source
from bylint.views.claims import claims
from bylint.views.dates import is_iso, later, parse
from bylint.views.head import head


def read(text):
    return Page(Source.read("page.html", text.encode()))


def ld(text):
    return f'<script type="application/ld+json">{text}</script>'


def said(page, field):
    return [(claim.by, claim.name, claim.value) for claim in getattr(page.view(claims), field)]


PAGE = read(
    """<!doctype html><html lang="en-GB"><head><title>Ferry sails &amp; sails - Gazette</title>
<meta property="og:title" content="Ferry  sails"><meta name="twitter:title" content="Ferries!"><meta name=author content="">
<meta property="article:author" content="https://www.facebook.com/ada"><link rel="CANONICAL" href=" https://origin.example/a ">
<meta name="og:url" content="https://gazette.example/a"><meta property="article:published_time" content="2025-01-15T09:14:00Z">
<meta property="og:image" content="/a.jpg"></head><body><article itemscope itemtype="https://schema.org/NewsArticle">
<h1 itemprop="headline">Ferry <em>sails</em></h1>
<p class="post-byline">By <a rel="author" href="/ada">Ada Quay</a> <time datetime="2025-01-15T10:14+01:00">today</time></p>
<div itemprop="author" itemscope itemtype="https://schema.org/Person"><meta itemprop="name" content="Ada Q."></div>
<div itemprop="image" itemscope><img itemprop="url" src="https://gazette.example/a.jpg"></div>
<meta itemprop="dateModified" content="2025-01-16"><p itemprop="articleBody">x</p></article>
<div class="comment"><b class="comment-author">troll</b></div></body></html>"""
)


def test_each_kind_of_markup_speaks_for_itself():
    assert said(PAGE, "title") == [
        ("microdata", "headline", "Ferry sails"),
        ("opengraph", "og:title", "Ferry sails"),
        ("twitter", "twitter:title", "Ferries!"),
        ("meta", "<title>", "Ferry sails & sails - Gazette"),
        ("visible", "h1", "Ferry sails"),
    ]
    assert said(PAGE, "author") == [
        ("microdata", "author", "Ada Q."),
        ("opengraph", "article:author", "https://www.facebook.com/ada"),
        ("visible", "byline", "By Ada Quay today"),
    ]
    assert said(PAGE, "canonical") == [
        ("opengraph", "og:url", "https://gazette.example/a"),
        ("link", "canonical", "https://origin.example/a"),
    ]
    assert said(PAGE, "image") == [("microdata", "image", "https://gazette.example/a.jpg"), ("opengraph", "og:image", "/a.jpg")]
    assert said(PAGE, "modified") == [("microdata", "dateModified", "2025-01-16")]
    assert ("visible", "time", "2025-01-15T10:14+01:00") in said(PAGE, "published")
    assert said(PAGE, "language") == [("meta", "lang", "en-GB")]


def test_a_claim_that_says_nothing_is_kept_apart():
    assert [(field, claim.name) for field, claim in PAGE.view(claims).empty] == [("author", "author")]


def test_every_claim_has_its_place():
    for field in ("title", "author", "published", "modified", "canonical", "image", "language"):
        for claim in getattr(PAGE.view(claims), field):
            start, end = PAGE.span_of(claim)
            assert claim.value.split()[0] in PAGE.source.text[start:end]


def test_authors_of_json_ld_come_one_by_one_from_lists_texts_and_references():
    page = read(
        ld('{"@graph": [{"@type": "NewsArticle", "author": ["Ada", {"name": ["Be", "Cy"]}, {"@id": "#d"}, {"@type": "Person"}, 7, null]}]}')
        + ld('{"@type": "Person", "@id": "#d", "name": "Dee"}')
    )
    assert [value for _, _, value in said(page, "author")] == ["Ada", "Be", "Cy", "Dee"]
    start, end = page.span_of(page.view(claims).author[-1])
    assert page.source.text[start:end] == '"Dee"'


def test_of_several_articles_the_pages_own_speaks():
    other = '{"@type": "Article", "headline": "Another story", "url": "https://g.example/other"}'
    own = '{"@type": "Article", "headline": "Ferry sails", "mainEntityOfPage": {"@id": "https://g.example/ferry/"}}'
    by_address = read(ld(f"[{other}, {own}]") + '<link rel=canonical href="https://www.g.example/ferry?utm_source=x">')
    by_title = read(ld(f"[{other}, {own}]") + "<title>Ferry sails - Gazette</title>")
    neither = read(ld(f"[{other}, {own}]") + "<title>All the news</title>")
    assert said(by_address, "title")[0] == said(by_title, "title")[0] == ("json-ld", "headline", "Ferry sails")
    assert not any(by == "json-ld" for by, _, _ in said(neither, "title"))


def test_half_characters_do_not_leave_the_page():
    page = read(ld(r'{"@type": "Article", "headline": "a\ud83d b", "author": "\udc00"}'))
    assert [claim.value for claim in page.view(claims).title] == ["a\ufffd b"]


@pytest.mark.parametrize(
    ("text", "culprit", "fallen"),
    [
        ("<html><head><title>a</title><meta name=b></head><body>x", None, 0),
        ("<title>a</title><meta name=b><p>x", "<p>", 0),
        ("<head><title>a</title></head>\n<meta name=b><body>x", None, 0),
        ("<head><div></div><meta name=b><title>a</title>", "<div>", 2),
        ("<head>oops <link rel=canonical href=x></head>", "oops", 1),
        ("<html><!-- c --><head>\ufeff<meta name=b>", "\ufeff", 1),
        ("<head><noscript><img src=x></noscript><meta name=b></head><body>", None, 0),
        ("<head><template><div></div><template></template></template><meta name=b></head><body>", None, 0),
        ("<head><script>document.write('<div></div>')</script><style>a>b{}</style><meta name=b></head><body>", None, 0),
        ("<head></head><body><meta name=b><meta itemprop=c><link rel=stylesheet href=x><svg><title>t</title></svg>", None, 1),
        ("<head><?php echo ?><!doctype html><meta name=b></head><body>", None, 0),
        ("<head><svg><title>t</title></svg><meta name=b></head><body>", "<svg>", 1),
        # What the quick way over a plain head must not pass.
        ('<head><meta name=a><meta name=b="c><div></div><meta name=d content="x">', "<div>", 1),
        ('<head><meta name=a><meta ="b><div></div>"><meta name=d>', "<div>", 1),
        ("<head><meta name=a><!--><div></div>--><meta name=d>", "<div>", 1),
        ("<head><meta name=a><!-- --!><div></div>--><meta name=d>", "<div>", 1),
        ("<head><meta name=a><script>'</scripts><div></div>'</SCRIPT ><META NAME=d></head><body>", None, 0),
        ("<head><meta name=a></head><noscript><meta name=d></noscript><body>", None, 1),
        ("<head><meta name=a><metadata><meta name=d>", "<metadata>", 1),
    ],
)
def test_the_head_ends_where_browsers_end_it(text, culprit, fallen):
    page = read(text)
    told = page.view(head)
    assert (told.culprit and page.source.text[slice(*told.culprit)]) == culprit
    assert len(told.fallen) == fallen


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-01-15T09:14:00+01:00", datetime(2025, 1, 15, 8, 14, tzinfo=UTC)),
        ("20250115T081400Z", datetime(2025, 1, 15, 8, 14, tzinfo=UTC)),
        ("2025-01-15 09:14:00.123456789", datetime(2025, 1, 15, 9, 14)),
        ("2025-01-15", date(2025, 1, 15)),
        ("Wed, 15 Jan 2025 03:14:00 EST", datetime(2025, 1, 15, 8, 14, tzinfo=UTC)),
        ("Wed Jan 15 2025 09:14:00 GMT+0100 (CET)", datetime(2025, 1, 15, 8, 14, tzinfo=UTC)),
        ("January 15th, 2025 9:14 p.m.", datetime(2025, 1, 15, 21, 14)),
        ("2025/1/5", date(2025, 1, 5)),
        ("1736928840", datetime(2025, 1, 15, 8, 14, tzinfo=UTC)),
        ("2025-01-15T24:00:00Z", datetime(2025, 1, 16, tzinfo=UTC)),
        ("01/02/2025", None),
        ("2025-02-30", None),
        ("0000-00-00T00:00:00", None),
        ("9999-12-31T24:00:00Z", None),
        ("Invalid Date", None),
        ("", None),
        ("9" * 100_000, None),
    ],
)
def test_dates_are_read_or_given_up(text, moment):
    read_ = parse(text)
    assert read_ == moment
    assert type(read_) is type(moment)


def test_iso_is_told_from_other_forms():
    assert is_iso("2025-01-15T09:14:00+0100")
    assert is_iso("2025-02-30")
    assert not is_iso("Wed, 15 Jan 2025 03:14:00 EST")
    assert not is_iso("٢٠٢٥-٠١-١٥")


def test_later_means_surely_later():
    noon = datetime(2025, 1, 15, 12)
    assert later(noon + timedelta(hours=25), noon.replace(tzinfo=UTC)) < timedelta(0)
    assert later(noon + timedelta(hours=27), noon.replace(tzinfo=UTC)) == timedelta(hours=1)
    assert later(date(2025, 1, 16), noon) == timedelta(days=1)
    assert later(date(2025, 1, 16), noon.replace(tzinfo=UTC)) == timedelta(0)


def test_a_byline_is_found_on_a_page_without_head_and_body_tags():
    page = read("<!doctype html><title>Ferry</title><article><h1>Ferry</h1><p>By <a rel=author href=/q>Ada Quay</a></p></article>")
    assert said(page, "author") == [("visible", "byline", "Ada Quay")]
