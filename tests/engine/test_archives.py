"""Pages in archives: which are read, by what names, and what strangers' archives cannot do."""

import bz2
import gzip
import io
import re
import sys
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from itertools import chain
from random import Random

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bylint.archives import is_archive, members

MOST = 100_000
STORY = b"<p>A story."
URL = "https://example.com/"


def read(path, most=MOST):
    """What is in an archive, by the last parts of the names."""
    base = path.as_posix()
    found = list(members(str(path), most))
    assert all(member.name.startswith(base) for member in found)
    assert all((member.data is None) == bool(member.trouble or member.size) for member in found)
    return [(member.name[len(base) :], member.data or member.size or member.trouble) for member in found]


def zipped(path, *entries, **options):
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def tarred(path, *entries, mode="w"):
    with tarfile.open(path, mode) as archive:
        for name, data in entries:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def crawl(path, *responses, packed=True):
    """A WARC as crawlers write it; each response is the address, the body and its HTTP headers, or a status line before these."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "x"}))
        for url, body, *more in responses:
            headers = more[-1] if more else {"Content-Type": "text/html; charset=utf-8"}
            head = StatusAndHeaders(more[0] if len(more) > 1 else "200 OK", list(headers.items()), protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head))
    return path


def html(**headers):
    return {"Content-Type": "text/html"} | {name.replace("_", "-"): value for name, value in headers.items()}


def test_archives_are_told_by_their_names():
    names = ["a.warc", "a.WARC.GZ", "a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "A.Tar.XZ"]
    assert all(map(is_archive, names))
    assert not any(map(is_archive, ["a.html", "a.html.gz", "warc", "zip", "a.zip/b.html", "a.gz"]))


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tar.xz"])
def test_pages_come_in_the_order_of_the_archive_by_their_names(tmp_path, name):
    pages = [
        ("z/b.html", b"<p>b"),
        ("a.HTM", b"<p>a"),
        ("ż.xhtml", b"<p>z"),
        ("a.HTM", b"<p>again"),
        ("/abs.html", b"<p>r"),
        ("../../up.html", b"<p>u"),
    ]
    others = [("style.css", b"p{}"), ("dir.html/", b""), ("__MACOSX/z/._b.html", b"\0\5"), ("a.html.bak", b"")]
    make = zipped if name == "a.zip" else tarred
    mode = {} if name == "a.zip" else {"mode": "w:" + {"tgz": "gz", "tar": ""}.get(name[2:], name[6:])}
    with pytest.warns(UserWarning, match="Duplicate") if name == "a.zip" else pytest.MonkeyPatch.context():
        path = make(tmp_path / name, *chain.from_iterable(zip(pages, [*others, *others[:2]], strict=True)), **mode)
    found = read(path)
    assert found == [(f"!{name}", data) for name, data in pages[:3]] + [("!a.HTM (2)", b"<p>again")] + [(f"!{n}", d) for n, d in pages[4:]]
    assert sorted(tmp_path.iterdir()) == [path]


def test_names_are_put_right(tmp_path):
    path = zipped(tmp_path / "a.zip", (r"news\a.html", STORY), ("ż.html", STORY))
    path.write_bytes(path.read_bytes().replace(b"\0\x08\0\0", b"\0\0\0\0"))  # UTF-8 that is not marked as such
    assert [name for name, _ in read(path)] == ["!news/a.html", "!ż.html"]


def test_links_and_pipes_are_passed_over(tmp_path):
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            entry = tarfile.TarInfo("a.html")
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    link = zipfile.ZipInfo("a.html")
    link.external_attr = 0o120777 << 16
    assert read(tmp_path / "a.tar") == read(zipped(tmp_path / "a.zip", (link, "/etc/passwd"))) == []


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.warc", "a.warc.gz"])
def test_what_is_no_archive_is_one_trouble(tmp_path, name):
    path = tmp_path / name
    assert read(path) == [("", "No such file or directory")]
    for junk in (b"", b"<p>hello", b"x" * 5000, b"\x1f\x8b" + b"x" * 100, b"PK\3\4" + b"x" * 100):
        path.write_bytes(junk)
        ((where, trouble),) = read(path)
        assert (where, trouble[:6]) == ("", "it is ")
    path.unlink()
    path.mkdir()
    assert read(path) == [("", "Is a directory")]


def test_an_archive_without_pages_has_none(tmp_path):
    assert read(zipped(tmp_path / "a.zip")) == read(tarred(tmp_path / "a.tar")) == read(crawl(tmp_path / "a.warc.gz")) == []


def test_a_zip_goes_on_after_what_cannot_be_read(tmp_path):
    path = zipped(tmp_path / "a.zip", *((f"{at}.html", b"<p>%d" % at * 50) for at in range(4)))
    data = bytearray(path.read_bytes())
    data[data.index(b"<p>1")] ^= 1
    central = [match.start() for match in re.finditer(b"PK\1\2", data)]
    data[central[2] + 8] |= 1  # encrypted
    path.write_bytes(data)
    assert [(name, value[:5] if isinstance(value, bytes) else value) for name, value in read(path)] == [
        ("!0.html", b"<p>0<"),
        ("!1.html", "it is damaged in the archive"),
        ("!2.html", "it is encrypted"),
        ("!3.html", b"<p>3<"),
    ]


def test_a_zip_that_is_cut_off_is_said(tmp_path):
    path = zipped(tmp_path / "a.zip", ("a.html", STORY * 100))
    path.write_bytes(path.read_bytes()[:500])
    ((where, trouble),) = read(path)
    assert (where, "damaged" in trouble) == ("", True)


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.tar.bz2", "a.tar.xz"])
def test_a_tar_that_is_cut_off_gives_what_comes_before(tmp_path, name):
    noise = ("noise.bin", Random(1).randbytes(2_000_000))
    path = tarred(tmp_path / name, ("a.html", STORY), noise, ("b.html", STORY), mode="w:" + name[6:])
    path.write_bytes(path.read_bytes()[:1_500_000])
    found = read(path)
    assert found[-1] == ("", "it is cut off before its end")
    assert found[:-1] in ([("!a.html", STORY)], [])  # bzip2 and xz need a block to give any of it
    assert len(found) == 2 or name not in ("a.tar", "a.tar.gz")


def test_damage_in_a_tar_is_not_its_end(tmp_path):
    path = tarred(tmp_path / "a.tar", ("a.html", STORY), ("b.html", STORY), ("c.html", STORY))
    whole = path.read_bytes()
    for harm in (b"x" * 512, b"\0" * 512):
        path.write_bytes(whole[:1024] + harm + whole[1536:])
        (first, (where, trouble)) = read(path)
        assert (first, where, "damaged" in trouble) == (("!a.html", STORY), "", True)
    path.write_bytes(whole[:2048])  # no end at all
    assert read(path) == [("!a.html", STORY), ("!b.html", STORY), ("", "it is cut off before its end")]


def test_a_checksum_at_the_end_counts(tmp_path):
    path = tarred(tmp_path / "a.tgz", ("a.html", STORY), mode="w:gz")
    data = bytearray(path.read_bytes())
    data[-5] ^= 1
    path.write_bytes(data)
    assert [name for name, _ in read(path)] == ["!a.html", ""]


def measured(path):
    tracemalloc.start()
    began = time.monotonic()
    try:
        return read(path), tracemalloc.get_traced_memory()[1], time.monotonic() - began
    finally:
        tracemalloc.stop()


def zeros(file, size):
    for _ in range(size >> 20):
        file.write(bytes(1 << 20))


def bomb_zip(path, size):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("bomb.html", "w") as file:
            zeros(file, size)
        archive.writestr("b.html", STORY)
    return size


def bomb_lying_zip(path, size):
    bomb_zip(path, size)
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (50_000).to_bytes(4, "little")))
    return "it is damaged in the archive"


def bomb_bzip2_zip(path, size):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        with archive.open("bomb.html", "w") as file:
            zeros(file, size)
        archive.writestr("b.html", STORY, zipfile.ZIP_STORED)
    return "it is packed in another way than the usual “deflate”"


def bomb_tar(path, size, opener=gzip.open):
    with opener(path, "wb", compresslevel=1) as file:
        entry = tarfile.TarInfo("bomb.html")
        entry.size = size
        file.write(entry.tobuf())
        zeros(file, size)
        entry = tarfile.TarInfo("b.html")
        entry.size = len(STORY)
        file.write(entry.tobuf() + STORY.ljust(512, b"\0") + bytes(1024))
    return size


def bomb_tar_bz2(path, size):
    return bomb_tar(path, size, bz2.open)


def bomb_warc(path, _size):
    packer = zlib.compressobj(1, wbits=31)
    body = b"".join(packer.compress(bytes(1 << 20)) for _ in range(16)) + packer.flush()
    assert len(body) < MOST
    crawl(path, (URL + "bomb.html", body, html(Content_Encoding="gzip")), (URL + "b.html", STORY))
    return MOST + 1  # as much as is unpacked


def bomb_warc_gz(path, size):
    crawl(path.with_suffix(".b"), (URL + "b.html", STORY))
    with gzip.open(path, "wb", compresslevel=1) as file:
        head = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nWARC-Target-URI: {}\r\nContent-Length: {}\r\n\r\n"
        file.write(head.format(URL + "bomb.html", size).encode())
        zeros(file, size)
        file.write(b"\r\n\r\n")
    path.write_bytes(path.read_bytes() + path.with_suffix(".b").read_bytes())
    return size


def bomb_header_warc(path, size):
    bomb_warc_gz(path, 1 << 20)
    rest = path.with_suffix(".b").read_bytes()
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(f"WARC/1.0\r\nWARC-Target-URI: {URL}bomb.html\r\nX: ".encode())
        zeros(file, size)
    path.write_bytes(path.read_bytes() + rest)
    return "it is damaged, or no archive of the kind that its name says"


BOMBS = {
    "deflate.zip": bomb_zip,
    "lying.zip": bomb_lying_zip,
    "bzip2.zip": bomb_bzip2_zip,
    "a.tgz": bomb_tar,
    "a.tar.bz2": bomb_tar_bz2,
    "body.warc": bomb_warc,
    "record.warc.gz": bomb_warc_gz,
    "header.warc.gz": bomb_header_warc,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_not_read_whole(tmp_path, name):
    path = tmp_path / name
    wanted = BOMBS[name](path, 1 << 30 if name == "deflate.zip" else 131 << 20)
    ((where, value), after), peak, seconds = measured(path)
    assert (where.rpartition("/")[2].rpartition("!")[2], after[1]) == ("" if name == "header.warc.gz" else "bomb.html", STORY)
    assert value == wanted
    assert peak < 12_000_000
    assert seconds < 10


def test_a_tar_that_claims_absurd_sizes_ends(tmp_path):
    for kind, size in ((tarfile.REGTYPE, 1 << 62), (tarfile.GNUTYPE_LONGNAME, 1 << 33), (tarfile.XHDTYPE, 1 << 33)):
        entry = tarfile.TarInfo("a.bin")
        entry.type, entry.size = kind, size
        (tmp_path / "a.tar").write_bytes(entry.tobuf(tarfile.GNU_FORMAT) + bytes(5000))
        ((where, trouble), *rest) = read(tmp_path / "a.tar")
        assert (where, bool(trouble), rest) == ("", True, [])


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_web_archive_gives_what_was_sent_as_html(tmp_path, name):
    packed = zlib.compress(STORY)
    path = crawl(
        tmp_path / name,
        (URL, STORY),
        (URL + "x", STORY, {"content-type": "Application/XHTML+XML"}),
        (URL + "photo.html", b"\xff\xd8", {"Content-Type": "image/jpeg"}),
        (URL + "gone", b"<p>No", "404 Not Found", html()),
        (URL + "moved", b"<p>No", "301 Moved", html()),
        (URL + "gzip", gzip.compress(STORY), html(Content_Encoding="gzip")),
        (URL + "zlib", packed, html(Content_Encoding="deflate")),
        (URL + "deflate", packed[2:-4], html(Content_Encoding="deflate")),
        (URL + "chunks", b"4\r\n<p>A\r\n7;x=y\r\n story.\r\n0\r\n\r\n", html(Transfer_Encoding="chunked")),
        (URL + "both", b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed), html(Transfer_Encoding="chunked", Content_Encoding="deflate")),
        (URL + "kept-header", STORY, html(Content_Encoding="br", Transfer_Encoding="chunked")),
        (URL, b"<p>Later"),
        packed=name.endswith("gz"),
    )
    pages = ["", "x", "gzip", "zlib", "deflate", "chunks", "both", "kept-header"]
    assert read(path) == [(f"!{URL}{page}", STORY) for page in pages] + [(f"!{URL} (2)", b"<p>Later")]


def test_brotli_is_unpacked_where_it_is_installed(tmp_path, monkeypatch):
    brotli = pytest.importorskip("brotli")
    path = crawl(tmp_path / "a.warc.gz", (URL, brotli.compress(STORY), html(Content_Encoding="br")))
    assert read(path) == [(f"!{URL}", STORY)]
    crawl(path, (URL, brotli.compress(bytes(1 << 28)), html(Content_Encoding="br")))
    assert read(path) == [(f"!{URL}", MOST + 1)]
    crawl(path, (URL, brotli.compress(STORY)[:-2], html(Content_Encoding="br")))
    assert read(path) == [(f"!{URL}", "it is packed as “br”, which cannot be undone")]


def test_without_brotli_the_way_out_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "brotli", None)
    path = crawl(tmp_path / "a.warc.gz", (URL, b"\x0b\x05\x80", html(Content_Encoding="br")), (URL + "b", STORY))
    assert read(path) == [(f"!{URL}", "it is packed with brotli; install bylint[warc] to read it"), (f"!{URL}b", STORY)]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(STORY)[:-9], html(Content_Encoding="gzip")),
        (b"\x28\xb5\x2f\xfd", html(Content_Encoding="zstd")),
        (b"9\r\n<p>A", html(Transfer_Encoding="chunked")),
        (b"-4\r\n<p>A\r\n0\r\n\r\n", html(Transfer_Encoding="chunked")),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_trouble_of_its_page(tmp_path, body, headers):
    (first, *rest) = read(crawl(tmp_path / "a.warc", (URL, body, headers), (URL + "b", STORY), packed=False))
    assert (first[0], "which cannot be undone" in first[1], rest) == (f"!{URL}", True, [(f"!{URL}b", STORY)])


def records(path):
    """Where the records of a WARC begin."""
    mark = b"\x1f\x8b\x08" if path.suffix == ".gz" else b"WARC/1.0\r\n"
    return [match.start() for match in re.finditer(re.escape(mark), path.read_bytes())]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_bad_record_is_one_trouble_and_the_rest_is_read(tmp_path, name):
    path = crawl(tmp_path / name, *((f"{URL}{at}", b"<p>%d" % at * 99) for at in range(4)), packed=name.endswith("gz"))
    second, third = records(path)[2:4]
    whole = path.read_bytes()
    middle = (second + third) // 2
    harms = [
        whole[:second] + b"X" * 12 + whole[second + 12 :],
        whole[:middle] + whole[third:],
        whole[:second] + whole[second + 15 :],
        whole[:third] + b"garbage\r\n" + whole[third:],
    ]
    if name.endswith("gz"):
        harms += [whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :] for at in range(middle, third, 7)]
    for harm in harms:
        path.write_bytes(harm)
        found = read(path)
        assert [where for where, value in found if isinstance(value, bytes)] in (
            [f"!{URL}{at}" for at in (0, 2, 3)],
            [f"!{URL}{at}" for at in range(4)],
        )
        assert sum(isinstance(value, str) for _, value in found) == 1
        assert all(value[:4] == b"<p>" + where[-1:].encode() for where, value in found if isinstance(value, bytes))


@pytest.mark.parametrize("length", ["", "no", "-5", "5", "5000", "9" * 18, "9" * 30])
def test_a_wrong_length_hides_no_other_record(tmp_path, length):
    path = crawl(tmp_path / "a.warc", *((f"{URL}{at}", b"<p>%d" % at * 99) for at in range(4)), packed=False)
    parts = path.read_bytes().split(b"Content-Length: ")
    parts[3] = length.encode() + parts[3][parts[3].index(b"\r") :]
    path.write_bytes(b"Content-Length: ".join(parts))
    (zero, one, *rest) = read(path)
    assert [zero[0], *(where for where, _ in rest)] == [f"!{URL}{at}" for at in (0, 2, 3)]
    assert (one[0], re.fullmatch(r"a record .*, at byte [0-9,]+", one[1]) is not None) == (f"!{URL}1", True)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_web_archive_that_is_cut_off_gives_what_comes_before(tmp_path, name):
    path = crawl(tmp_path / name, *((f"{URL}{at}", b"<p>%d" % at * 99) for at in range(3)), packed=name.endswith("gz"))
    whole = path.read_bytes()
    for size in range(records(path)[3] + 5, len(whole) - 10, 11):
        path.write_bytes(whole[:size])
        assert [(where, value if isinstance(value, str) else "") for where, value in read(path)] == [
            (f"!{URL}0", ""),
            (f"!{URL}1", ""),
            ("", "it is cut off before its end"),
        ]


def test_a_web_archive_in_one_piece_of_gzip_is_read(tmp_path):
    plain = crawl(tmp_path / "a.warc", *((f"{URL}{at}", STORY * 9999) for at in range(4)), packed=False).read_bytes()
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(plain) + bytes(100))
    assert read(tmp_path / "a.warc.gz", 1_000_000) == [(f"!{URL}{at}", STORY * 9999) for at in range(4)]


def test_what_the_crawler_cut_is_no_page(tmp_path):
    path = crawl(tmp_path / "a.warc", (URL, STORY), packed=False)
    path.write_bytes(path.read_bytes().replace(b"WARC-Type: response", b"WARC-Type: response\r\nWARC-Truncated: length"))
    assert read(path) == [(f"!{URL}", "only a part of it was kept, as the archive says: length")]


def test_a_page_above_the_limit_is_measured_and_not_read(tmp_path):
    big = b"<p>" + b"x" * 300_000
    assert read(zipped(tmp_path / "a.zip", ("a.html", big))) == [("!a.html", 300_003)]
    assert read(tarred(tmp_path / "a.tar", ("a.html", big), ("b.html", STORY))) == [("!a.html", 300_003), ("!b.html", STORY)]
    assert read(crawl(tmp_path / "a.warc.gz", (URL, big), (URL + "b", STORY))) == [(f"!{URL}", 300_003), (f"!{URL}b", STORY)]
