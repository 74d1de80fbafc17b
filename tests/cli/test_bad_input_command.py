"""Whatever lies in a folder, each bad file has one clear outcome and the page beside it is still checked."""

import json
import os
import resource
import subprocess
import sys

import pytest

GOOD = "<!doctype html><html lang=en><title>Ferry</title><article><h1>Ferry</h1><p>ADVERTISEMENT</p></article></html>"
UNCHECKED = {"page/not-text", "page/too-deep"}
JSON_LD = "<script type='application/ld+json'>{}</script>"
# What is written, and the rules that must be among the findings of that file; none: nothing is wrong with it.
CASES = {
    "empty": (b"", {"page/empty"}),
    "white space": (b" \r\n\t\n", {"page/empty"}),
    "binary": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, {"page/not-text"}),
    "deep": (b"<p>ADVERTISEMENT</p>" + b"<div>" * 100_000, {"page/too-deep", "ads/label-left"}),
    "unclosed": (b"<html><body><article><div><p>ADVERTISEMENT<p><b><i><a href='x>", {"ads/label-left"}),
    "NUL bytes": (b"<p>AD\0VERT</p>\0<p>ADVERTISEMENT</p>", {"ads/label-left"}),
    "wrong encoding": ("<meta charset=gb2312><p>Fähre</p><p>ADVERTISEMENT</p>".encode(), {"page/encoding-mismatch", "ads/label-left"}),
    "broken UTF-8": ("<p>Die Fähre fährt über das Meer, schön und ruhig, ".encode() + b"\xff</p><p>ADVERTISEMENT</p>", {"page/text-lost", "ads/label-left"}),
    "UTF-16": ("\ufeff<p>Fähre</p><p>ADVERTISEMENT</p>".encode("utf-16-le"), {"ads/label-left"}),
    "lone surrogates": (JSON_LD.format('{"@type":"NewsArticle","author":{"name":"\\ud800"},"datePublished":"\\udfff"}').encode(), {"metadata/date-invalid"}),
    "arrays of arrays": ((JSON_LD.format("[" * 50_000 + "]" * 50_000) + "<p>ADVERTISEMENT</p>").encode(), {"ads/label-left"}),
    "many scripts": ((JSON_LD.format('{"@type":"NewsArticle"}') * 5_000 + "<p>ADVERTISEMENT</p>").encode(), {"ads/label-left"}),
    "long attribute": (b"<p class='" + b"ad " * 350_000 + b"'>ADVERTISEMENT</p>", {"ads/label-left"}),
    "escape sequences": (b"<!doctype html><title>x</title><h1>\x1b]0;owned\x07\x1b[31mFerry</h1><p>ADVERTISEMENT</p>", {"ads/label-left"}),
}


def check(*words, cwd):
    command = [sys.executable, "-m", "bylint", "check", "--isolated", *words]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    ended = subprocess.run(command, cwd=cwd, capture_output=True, timeout=60)
    return ended, max(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, before)


@pytest.mark.parametrize(("data", "expected"), CASES.values(), ids=CASES)
def test_a_bad_page_has_its_outcome_and_the_next_is_checked(tmp_path, data, expected):
    (tmp_path / "a.html").write_bytes(data)
    (tmp_path / "b.html").write_text(GOOD)
    ended, _ = check("--format", "json", ".", cwd=tmp_path)
    bad, good = json.loads(ended.stdout)["files"]
    assert expected <= {finding["rule"] for finding in bad["findings"]}
    assert "page/rule-crashed" not in {finding["rule"] for finding in bad["findings"]}
    assert "ads/label-left" in {finding["rule"] for finding in good["findings"]}
    assert ended.returncode == (2 if expected & UNCHECKED else 1), ended.stderr


def test_a_file_of_200_megabytes_is_not_read(tmp_path):
    with (tmp_path / "a.html").open("wb") as huge:
        huge.truncate(200_000_000)
    (tmp_path / "b.html").write_text(GOOD)
    ended, kilobytes = check("--format", "json", ".", cwd=tmp_path)
    big, good = json.loads(ended.stdout)["files"]
    assert [finding["rule"] for finding in big["findings"]] == ["page/too-large"]
    assert "200,000,000" in big["findings"][0]["message"]
    assert good["findings"]
    assert kilobytes < 1_000_000 * (1 if os.name == "posix" else 10)


def test_escape_sequences_of_a_page_do_not_reach_the_terminal(tmp_path):
    (tmp_path / "a.html").write_bytes(CASES["escape sequences"][0].replace(b"ADVERTISEMENT", b"\x1b[2JADVERTISEMENT\x9b5m"))
    ended, _ = check("a.html", cwd=tmp_path)
    assert not {b"\x1b", b"\x07", "\x9b".encode()} & {ended.stdout[at : at + 1] for at in range(len(ended.stdout))}
    assert "\x9b" not in ended.stdout.decode()
