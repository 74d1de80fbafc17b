"""Which originator a page comes from: what tells so, what does not, and that nobody is guessed."""

from pathlib import Path

import pytest

from bylint.lexicon import Lexicon
from bylint.originators import Originators
from bylint.page import Page
from bylint.plugins import load
from bylint.settings import Settings
from bylint.source import Source
from bylint_rules.views.recognised import recognised

LEXICON = Lexicon(load().lexicons)
READING = '[readings.terms]\nurl = "https://{host}/republish"\nread = 2026-11-29\nconfidence = "page"\n'
FILES = {
    "gazette": 'name = "The Harbour Gazette"\naliases = ["HG Online"]\nkind = "outlet"\nhosts = ["gazette.example"]\narticle = "{slug}-{id}"\n'
    + READING.format(host="gazette.example")
    + '[[credit-line]]\nweight = "must"\nreading = "terms"\nformulas = ["Carried with the kind leave of The Harbour Gazette"]\n'
    '[[pixel]]\nweight = "must"\nreading = "terms"\nurls = ["count.gazette.example/hit/{id}.gif"]\n'
    '[[notice-kept]]\nweight = "must"\nreading = "terms"\ntexts = ["The Harbour Gazette is the paper that its readers own"]\n',
    "agency": 'name = "Island Press Agency"\naliases = ["IPA"]\nkind = "agency"\n' + READING.format(host="ipa.example"),
    "reuters": 'name = "Reuters"\nkind = "agency"\nhosts = ["reuters.example"]\n' + READING.format(host="reuters.example"),
    "lens": 'name = "Lens"\nkind = "outlet"\nhosts = ["lens.example"]\n' + READING.format(host="lens.example"),
    "free": 'name = "CC BY 4.0"\nkind = "licence"\nlicence = "CC-BY-4.0"\nlicence-urls = ["creativecommons.org/licenses/by/4.0"]\n'
    + READING.format(host="creativecommons.example"),
}
PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait{}.</p>"
PAGE = """<!doctype html><html lang=en><head><title>Ferry back in service</title><meta property=og:site_name content='Island Wire'>
<meta property=og:url content=https://wire.example/ferry>{head}</head><body><article><h1>Ferry back in service</h1>{byline}{before}
<p>{lead}The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>{amid}{more}{after}
</article><footer><p>{footer}</p></footer></body></html>"""
LINK = "<a href=https://gazette.example/news/ferry-sails-42>{}</a>"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("originators")
    for name, text in FILES.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def layers(folder):
    """The originators of a page, with the kinds of evidence of each."""

    def of(head="", byline="<p>By Ada Quay</p>", before="", lead="", amid="", after="", footer="", more=2 * PROSE.format(""), text=None, **settings):
        text = text or PAGE.format(head=head, byline=byline, before=before, lead=lead, amid=amid, more=more, after=after, footer=footer)
        page = Page(Source.read("page.html", text.encode()), Settings(lexicon=LEXICON, originators=Originators((folder,)), **settings))
        return [(layer.originator.name, {one.kind for one in layer.evidence}) for layer in page.view(recognised)]

    return of


@pytest.mark.parametrize(
    ("where", "markup", "kind"),
    [
        ("before", f"<p>This article was originally published by {LINK.format('The Harbour Gazette')}.</p>", "credit"),
        ("after", "<p>Source: Harbour Gazette</p>", "credit"),
        ("after", "<p>Source: HG Online</p>", "credit"),
        ("after", f"<p>{LINK.format('Read the original article')}</p>", "credit"),
        ("after", "<p>Carried with the kind leave of the Harbour Gazette, 2026</p>", "credit"),
        ("after", "<p><em>The Harbour Gazette is the paper that its readers own. Read more of it every day, and tell others.</em></p>", "notice"),
        ("after", "<img src='https://count.gazette.example/hit/42.gif' width=1 height=1>", "pixel"),
        ("after", "<img src='data:,' data-src='//count.gazette.example/hit/42.gif?from=box' width=1 height=1>", "pixel"),
        ("head", "<link rel=canonical href=https://www.gazette.example/news/ferry-sails-42>", "canonical"),
        ("head", "<meta name=syndication-source content=https://gazette.example/news/ferry-sails-42>", "metadata"),
        ("head", '<script type=application/ld+json>{"@type":"NewsArticle","isBasedOn":"https://gazette.example/ferry-42"}</script>', "metadata"),
        ("byline", "<p>By Ada Quay, The Harbour Gazette</p>", "byline"),
    ],
)
def test_what_tells_of_an_originator(layers, where, markup, kind):
    ((name, kinds),) = layers(**{where: markup})
    assert name == "The Harbour Gazette"
    assert kind in kinds


@pytest.mark.parametrize(
    ("where", "markup"),
    [
        ("amid", PROSE.format(f", as {LINK.format('The Harbour Gazette')} reported")),
        ("amid", PROSE.format(" and told the Harbour Gazette that it was glad")),
        ("amid", "<figure><img src=ferry.jpg><figcaption>The ferry. Photo: Ada Quay/The Harbour Gazette</figcaption></figure>"),
        ("after", "<p>IPA contributed to this report.</p>"),
        ("footer", f"We like {LINK.format('The Harbour Gazette')}."),
        ("amid", "<img src='https://pictures.gazette.example/ferry.jpg'>"),
        ("head", '<script type=application/ld+json>{"@type":"NewsArticle","citation":"https://gazette.example/ferry-42"}</script>'),
    ],
)
def test_what_is_no_more_than_a_mention_tells_of_nobody(layers, where, markup):
    assert layers(**{where: markup}) == []


def test_an_agency_in_the_dateline_is_the_inner_layer_of_what_another_outlet_carried(layers):
    told = layers(lead="NORTHISLE (Reuters) — ", after=f"<p>This article was originally published by {LINK.format('The Harbour Gazette')}.</p>")
    assert [name for name, _ in told] == ["Reuters", "The Harbour Gazette"]


def test_ourselves_are_no_originator(layers):
    mine = {"name": "The Harbour Gazette", "url": "https://gazette.example/"}
    assert layers(head="<link rel=canonical href=https://gazette.example/ferry-42>", byline="<p>By Ada Quay, The Harbour Gazette</p>", **mine) == []


def test_the_originators_own_page_is_no_copy(layers):
    page = PAGE.replace("Island Wire", "The Harbour Gazette").replace("https://wire.example/ferry", "https://gazette.example/ferry-42")
    head = "<link rel=canonical href=https://gazette.example/ferry-42>"
    assert layers(text=page.format(head=head, byline="", before="", lead="", amid="", more=PROSE, after="", footer="")) == []


def test_our_own_stories_have_none(layers):
    assert layers(after="<p>Source: Harbour Gazette</p>", republished=False) == []


def test_the_config_has_a_word(layers):
    assert layers(originator="The Harbour Gazette") == [("The Harbour Gazette", {"config"})]


def test_a_name_that_many_have_counts_with_its_own_site_only(layers):
    credit = "<p>This article was originally published by <a href=https://{}/ferry>Lens</a>.</p>"
    assert layers(after=credit.format("other-lens.example")) == []
    assert [name for name, _ in layers(after=credit.format("lens.example"))] == ["Lens"]


def test_a_canonical_link_within_a_text_tells_whose_it_is(layers):
    text = f"<h1>Ferry</h1>{PROSE.format('') * 3}<link rel=canonical href=https://gazette.example/ferry-42>"
    assert layers(text=text) == [("The Harbour Gazette", {"canonical"})]


def test_a_licence_counts_where_somebody_else_is_credited_who_has_no_terms(layers):
    licence = "<p>Licence: <a href='https://creativecommons.org/licenses/by/4.0/deed.de'>CC BY</a></p>"
    assert layers(after=licence) == []  # our own story, under a licence of ours
    credited = "<p>This article was originally published by <a href=https://herald.example/f>The Herald</a>.</p>"
    assert layers(after=credited + licence) == [("CC BY 4.0", {"licence"})]
    known = f"<p>This article was originally published by {LINK.format('The Harbour Gazette')}.</p>"
    assert [name for name, _ in layers(after=known + licence)] == ["The Harbour Gazette"]


def test_pages_that_nobody_is_credited_on_read_no_file(folder, monkeypatch, layers):
    monkeypatch.setattr("bylint.originators._read", lambda file: pytest.fail(f"{file} was read"))
    assert layers() == []


def test_a_file_that_the_config_names_goes_before_one_of_the_same_name(folder, tmp_path):
    own = tmp_path / "gazette.toml"
    own.write_text(FILES["gazette"].replace('"gazette.example"', '"harbour.example"'), encoding="utf-8")
    known = Originators((folder,), (own,))
    assert known.named("harbour gazette").file == own
    assert known.of_host("news.harbour.example").file == own
    assert known.of_host("gazette.example") is None
    assert known.named("Lens").file.parent == folder


@pytest.mark.parametrize("text", ['name = "Half', "name = 1 2\n[readings]\n"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, text):
    Path(tmp_path, "broken.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.toml cannot be read"):
        Originators((tmp_path,)).named("Anybody")
