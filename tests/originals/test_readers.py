"""Each form of originals: what its fields become, and that what cannot be read is said."""

import json

import pytest

from bylint.originals.slices import json_slices, xml_slices
from bylint.originals.trouble import Trouble
from bylint.views.claims import claims
from bylint.views.images import images
from bylint.views.links import links
from bylint.views.story import story

TEXT = "The ferry to the islands sails again from Monday, said the harbour office on Friday."
HTML = f"""<!doctype html><html lang="en"><head><title>Ferry sails again | Island Wire</title>
<link rel="canonical" href="https://wire.example/ferry"><meta name="article_id" content="4711">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry sails again", "identifier": "urn:wire:1",
"url": "https://wire.example/ferry", "datePublished": "2026-03-01T08:00:00Z", "dateModified": "2026-03-02T08:00:00Z"}}</script></head>
<body><article><h1>Ferry sails again</h1><p>{TEXT}</p></article></body></html>"""
NITF = """<nitf{0}><head><title>Ferry</title><docdata management-status="usable"><doc-id id-string="wire-1"/><date.issue norm="20260301T080000Z"/>
<date.release norm="20260301T090000Z"/><date.expire norm="20260401T000000Z"/></docdata></head><body><body.head><hedline><hl1>Ferry sails again</hl1>
</hedline><byline>By <person>Ada Quay</person></byline></body.head><body.content><p>The <org>harbour office</org> &amp; the yard said so.</p>
<media media-type="image"><media-reference mime-type="image/jpeg" source="ferry.jpg"/><media-caption>The ferry</media-caption></media>
<hl2>Tickets</hl2><p>They cost the same.<br/>Boats go <em>back</em> to fishing.</p></body.content></body></nitf>"""
G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire.example:1" version="{version}" standard="NewsML-G2"
standardversion="2.35" conformance="power"><catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider literal="Island Wire"/><versionCreated>2026-03-02T08:00:00Z</versionCreated>
<firstCreated>2026-03-01T08:00:00Z</firstCreated><embargoed>2026-03-01T09:00:00Z</embargoed><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><creator literal="x"><name>Ada Quay</name></creator><headline>Ferry &amp; boats</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
MESSAGE = '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{}</itemSet></newsMessage>'
XHTML = '<inlineXML contenttype="application/xhtml+xml"><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title/></h:head>' \
    '<h:body><h:p>One &lt; two.</h:p><h:p><h:a href="https://wire.example/more"/>Two.</h:p></h:body></h:html></inlineXML>'


def told(one):
    return (one.url, one.ids, one.headline, one.published, one.modified)


def texts(one):
    return [block.text for block in one.page.view(story).blocks]


def test_saved_page(originals_of):
    (one,) = originals_of("a.html", HTML)
    times = ("2026-03-01T08:00:00Z", "2026-03-02T08:00:00Z")
    assert told(one) == ("https://wire.example/ferry", ("urn:wire:1", "4711"), "Ferry sails again", *times)
    assert one.name == "a.html"
    assert texts(one) == ["Ferry sails again", TEXT]


def test_rss(originals_of, rss):
    content = f"<content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded><dc:creator>Ada Quay</dc:creator>"
    dates = "<pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate><atom:updated>2026-03-02T08:00:00Z</atom:updated>"
    first = f"<item><title>Ferry &amp;amp; boats</title><link>https://wire.example/1</link><guid isPermaLink='false'>w1</guid>{dates}{content}</item>"
    second = f"<item><title>B</title><guid>https://wire.example/2</guid>{content}</item>"
    one, two = originals_of("feed.xml", rss(first, second))
    assert told(one) == ("https://wire.example/1", ("w1",), "Ferry & boats", "Sun, 01 Mar 2026 08:00:00 GMT", "2026-03-02T08:00:00Z")
    assert (one.name, two.name) == ("feed.xml#w1", "feed.xml#https://wire.example/2")
    assert two.url == "https://wire.example/2"
    assert texts(one) == ["Ferry & boats", TEXT]
    assert [claim.value for claim in one.page.view(claims).author] == ["Ada Quay"]


def test_rss_1(originals_of):
    feed = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:content=' \
        f'"http://purl.org/rss/1.0/modules/content/"><channel rdf:about="c"><items/></channel><item rdf:about="https://wire.example/1">' \
        f"<title>Ferry</title><link>https://wire.example/1</link><content:encoded>&lt;p&gt;{TEXT}&lt;/p&gt;</content:encoded></item></rdf:RDF>"
    (one,) = originals_of("feed.rdf", feed)
    assert (one.url, one.headline, texts(one)) == ("https://wire.example/1", "Ferry", ["Ferry", TEXT])


@pytest.mark.parametrize(
    "content",
    [
        f'<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p><p>More.</p></div></content>',
        f'<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>{TEXT}</x:p><x:p>More.</x:p></x:div></content>',
        f"<content>{TEXT}\n\nMore.</content>",
    ],
    ids=["html", "xhtml", "prefixed", "text"],
)
def test_atom(originals_of, content):
    entry = f'<entry xml:base="news/"><id>tag:wire.example,2026:1</id><title>Ferry</title><link rel="self" href="x"/><link href="1"/>' \
        f"<author><name>Ada Quay</name></author><published>2026-03-01T08:00:00Z</published><updated>2026-03-02T08:00:00Z</updated>{content}</entry>"
    (one,) = originals_of("a.atom", f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://wire.example/">{entry}</feed>')
    times = ("2026-03-01T08:00:00Z", "2026-03-02T08:00:00Z")
    assert told(one) == ("https://wire.example/news/1", ("tag:wire.example,2026:1",), "Ferry", *times)
    assert texts(one) == ["Ferry", TEXT, "More."]
    assert [claim.value for claim in one.page.view(claims).author] == ["Ada Quay"]


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Ferry", "body_xhtml": f"<p>{TEXT}</p><p>More.</p>", "body_text": "no", "altids": ["4711"], "pubstatus": "canceled",
         "versioncreated": "2026-03-02T08:00:00Z", "firstcreated": "2026-03-01T08:00:00Z"},
        {"headlines": [{"role": "short", "value": "F"}, {"role": "main", "value": "Ferry"}], "pubStatus": "canceled",
         "bodies": [{"contentType": "text/plain", "value": "no"}, {"contentType": "text/html", "value": f"<p>{TEXT}</p><p>More.</p>"}],
         "altIds": [{"role": "x", "value": "4711"}], "versionCreated": "2026-03-02T08:00:00Z", "firstCreated": "2026-03-01T08:00:00Z"},
        {"headline": "Ferry", "body_text": f"{TEXT}\n\nMore.", "altids": {"own": "4711"}, "pubstatus": "canceled",
         "versioncreated": "2026-03-02T08:00:00Z", "firstcreated": "2026-03-01T08:00:00Z"},
    ],
    ids=["1", "3", "text"],
)
def test_ninjs(originals_of, fields):
    item = {"uri": "https://wire.example/1", "type": "text", "embargoed": "2026-03-01T09:00:00Z", "expires": "2026-04-01T00:00:00Z", **fields}
    for content in (json.dumps(item), json.dumps([item, {"uri": "p", "type": "picture"}], indent=2), f"{json.dumps(item)}\n"):
        (one,) = originals_of("n.json", content)
        times = ("2026-03-01T08:00:00Z", "2026-03-02T08:00:00Z")
        assert told(one) == ("https://wire.example/1", ("https://wire.example/1", "4711"), "Ferry", *times)
        assert (one.status, one.embargoed, one.expires) == ("canceled", "2026-03-01T09:00:00Z", "2026-04-01T00:00:00Z")
        assert texts(one) == ["Ferry", TEXT, "More."]


@pytest.mark.parametrize("space", ["", ' xmlns="http://iptc.org/std/NITF/2006-10-18/"'])
def test_nitf(originals_of, space):
    head = '<?xml version="1.0"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">\n'
    (one,) = originals_of("n.xml", head + NITF.format(space))
    assert (one.ids, one.headline, one.published, one.embargoed, one.expires, one.status) == (
        ("wire-1",), "Ferry sails again", "20260301T080000Z", "20260301T090000Z", "20260401T000000Z", "usable",
    )  # fmt: skip
    assert texts(one) == [
        "Ferry sails again", "By Ada Quay", "The harbour office & the yard said so.", "The ferry", "Tickets",
        "They cost the same. Boats go back to fishing.",
    ]  # fmt: skip
    assert [image.element.get("src") for image in one.page.view(images)] == ["ferry.jpg"]


def test_newsml_g2(originals_of):
    package = MESSAGE.format(
        "".join((
            G2.format(version=1, kind="text", status="usable", content=f'<inlineXML contenttype="application/nitf+xml">{NITF.format("")}</inlineXML>'),
            G2.format(version=2, kind="text", status="canceled", content=XHTML),
            G2.format(version=3, kind="text", status="withheld", content='<inlineData contenttype="text/plain">One.\n\nTwo.</inlineData>'),
            G2.format(version=4, kind="picture", status="usable", content="<remoteContent href='a.jpg'/>"),
        ))
    )
    nitf, xhtml, plain = originals_of("g2.xml", package)
    times = ("2026-03-01T08:00:00Z", "2026-03-02T08:00:00Z")
    assert told(xhtml) == ("", ("urn:newsml:wire.example:1",), "Ferry & boats", *times)
    assert (xhtml.status, plain.status, xhtml.embargoed) == ("canceled", "withheld", "2026-03-01T09:00:00Z")
    assert texts(nitf)[:3] == ["Ferry sails again", "By Ada Quay", "The harbour office & the yard said so."]
    assert texts(xhtml) == ["Ferry & boats", "One < two.", "Two."]
    assert [link.element.get("href") for link in xhtml.page.view(links)] == ["https://wire.example/more"]
    assert texts(plain) == ["Ferry & boats", "One.", "Two."]
    assert nitf.ids == ("urn:newsml:wire.example:1", "wire-1")


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "declarations in its document type"),
        (OUTSIDE, "declarations in its document type"),
        ("<!DOCTYPE rss PUBLIC '-//x' 'http://x.example/a.dtd'><rss><channel><item><title>&nbsp;</title></item></channel></rss>", "well-formed"),
        ("<sitemap/>", "<sitemap>"),
        ('<?xml version="1.0" encoding="x-nobody"?><rss/>', "x-nobody"),
        ("<rss/>".encode("utf-16"), "UTF-16"),
        ("plain", "no XML"),
        ('{"headline": "x"}', "uri"),
        ('[{"uri": "x", "headline": tru}]', "no JSON"),
        ("<rss><channel><item><title>x</title>", "ends within an item"),
        ("<rss><channel><item/><item><title>x</title></item>", "ends before its last closing tag"),
        ("<rss><channel><item><title>x</title></item><![CDATA[</channel></rss>", "within a comment or a CDATA section"),
        ('[{"uri": "x"', "ends within an item"),
        ('[{"uri": "x"}', "ends before its last bracket"),
        (b'<?xml version="1.0"?><rss><channel><item><title>\xff\xfe</title></item></channel></rss>', "no utf-8"),
        (f"<rss><channel><item>{'<a>' * 5000}{'</a>' * 5000}</item></channel></rss>", "well-formed"),
        ('{"a":' + "[" * 100_000 + "]" * 100_000 + "}", "too deep"),
    ],
)
def test_what_cannot_be_read_is_told(originals_of, content, reason):
    with pytest.raises(Trouble, match=reason):
        originals_of("a.xml", content)


def test_no_entity_of_the_file_is_ever_read(originals_of, rss):
    (one,) = originals_of("a.xml", rss("<item><title>&lt;&#65;&#x42;&amp;&apos;</title><description>x</description></item>"))
    assert one.headline == "<AB&'"


@pytest.mark.parametrize("broken", ["<item><title>x</item>", "<item><title>x</title>", "<item>&nope;</item>", "<item><a></b></item>", "<item><!-- -- --></item>"])
def test_a_broken_item_costs_no_other(rss, item, broken):
    data = rss(item("A", TEXT), broken, item("B", TEXT)).encode()
    found = [data[part.start : part.end] for part in xml_slices(data, b"item", "utf-8")]
    assert len(found) == 3
    assert (b"<title>A</title>" in found[0], b"<title>B</title>" in found[2]) == (True, True)


def test_items_are_found_among_what_looks_like_them(rss, item):
    inside = "<!-- <item> --><![CDATA[</item><item>]]><?x <item> ?><items/><m:item xmlns:m='m'/>"
    data = rss(f"<!-- {item('no', TEXT)} -->", f"<item>{inside}<title>A</title></item>").encode()
    (part,) = xml_slices(data, b"item", "utf-8")
    assert data[part.start : part.end].endswith(b"<title>A</title></item>")
    data = rb'{"items": 1, "a": "}\"{", "b": [{"c": "]"}]} {"d": 2}'
    assert [json.loads(data[part.start : part.end]).keys() for part in json_slices(data)] == [{"items", "a", "b"}, {"d"}]


@pytest.mark.parametrize("hostile", ["<![CDATA[" * 200_000, "<!--" * 200_000, "<item a='" * 100_000, "<" * 1_000_000, '"' * 1_000_001, "<a <a" * 200_000])
def test_no_file_hangs_the_reader(originals_of, rss, hostile):
    for content in (f"<rss><channel>{hostile}<item>{hostile}", f'[{{"a": "{hostile}'):
        with pytest.raises(Trouble):
            originals_of("a.xml", content)
