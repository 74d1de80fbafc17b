"""The index and the command: never stale, nothing lost by a kill or by two runs at once, and nothing left out in silence."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from bylint.originals import index as module
from bylint.originals.clues import url_key
from bylint.originals.index import Index
from bylint.originals.lookup import Lookup
from bylint.originals.walk import File, Missing, walk
from bylint.result import StoreError

TEXT = "The harbour office said on Friday that the ferry to the islands will sail again from {}, after {} weeks of repairs in the yard. " \
    "Tickets cost the same as before, and the small boats that had taken its place go back to fishing, said the harbour master."
HOUSE = '''
from bylint import Problem, Span, rule
from bylint_rules.views.original import matched

@rule("house/original", severity="warning", bad=("<p>",), good=("<p>",))
def told(page):
    """Tells the original."""
    found = page.view(matched)
    print(page.source.path, file=open("log", "a"))
    yield Problem(Span(0, 0), f"{found.original.name} {found.original.headline}" if found else "none")

def bylint_rules():
    return [told]
'''
CONFIG = 'extends = []\noriginals = ["originals/"]\nplugins = ["house.py"]\n[rules]\n"house/original" = "warning"\n'
PAGE = '<html><head><title>Ferry</title><link rel="canonical" href="https://wire.example/{0}"></head><body><article><h1>Ferry {0}</h1><p>{1}</p>' \
    "</article></body></html>"


@pytest.fixture
def site(tmp_path, rss, item):
    """Three pages, and their originals in two feeds."""
    (tmp_path / "house.py").write_text(HOUSE)
    (tmp_path / "bylint.toml").write_text(CONFIG)
    (tmp_path / "originals").mkdir()
    for number, day in enumerate(["Monday", "Tuesday", "Sunday"]):
        text = TEXT.format(day, number + 4)
        (tmp_path / f"{number}.html").write_text(PAGE.format(number, text))
        feed = rss(item(f"Ferry {number}", text, url=f"https://wire.example/{number}", guid=f"urn:{number}"))
        (tmp_path / "originals" / f"{number}.xml").write_text(feed)
    return tmp_path


@pytest.fixture
def check(command):
    """The findings of `bylint check`, by path, the exit code, and what was said besides."""

    def run(site, *arguments):
        done = command("check", "--format", "json", *(arguments or ["."]), cwd=site)
        files = json.loads(done.stdout)["files"]
        told = {file["path"]: [finding["message"] for finding in file["findings"]] for file in files}
        return told, done.returncode, done.stderr

    return run


def checked(site):
    """The pages that were checked anew since this was asked."""
    log = site / "log"
    told = sorted(log.read_text().split()) if log.exists() else []
    log.write_text("")
    return told


def names(number, title=None):
    return [f"originals/{number}.xml#urn:{number} {title or f'Ferry {number}'}"]


def test_pages_find_their_originals_and_nothing_is_stale(site, check, rss, item):
    told, code, said = check(site)
    assert told == {f"{number}.html": names(number) for number in range(3)}
    assert (code, said) == (0, "")
    assert checked(site) == ["0.html", "1.html", "2.html"]
    assert check(site)[0] == told
    assert checked(site) == []
    # One is corrected, one is gone, one is new; the same at any number of workers, and without a store.
    first = site / "originals" / "0.xml"
    first.write_text(first.read_text().replace("Ferry 0", "Ferry, corrected"))
    (site / "originals" / "1.xml").unlink()
    (site / "3.html").write_text(PAGE.format(3, TEXT.format("June", 9)))
    assert check(site)[0] == {"0.html": names(0, "Ferry, corrected"), "1.html": ["none"], "2.html": names(2), "3.html": ["none"]}
    (site / "originals" / "3.xml").write_text(rss(item("Ferry 3", TEXT.format("June", 9), url="https://wire.example/3", guid="urn:3")))
    expected = {"0.html": names(0, "Ferry, corrected"), "1.html": ["none"], "2.html": names(2), "3.html": names(3)}
    for arguments in ((), ("--jobs", "1"), ("--no-cache",), ("--jobs", "2", "--no-cache")):
        assert check(site, ".", *arguments)[0] == expected
    assert check(site, "3.html")[0] == {"3.html": names(3)}


def test_a_change_that_shows_in_neither_size_nor_time(site, check):
    file = site / "originals" / "0.xml"
    check(site)
    status = file.stat()
    file.write_text(file.read_text().replace("Ferry 0", "Ferry X"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert check(site)[0]["0.html"] == names(0, "Ferry X")


def test_only_what_changed_is_read_again(site, monkeypatch):
    read = []
    known = module.read
    monkeypatch.setattr(module, "read", lambda name, *rest: read.append(name.rpartition("/")[2]) or known(name, *rest))
    def refresh():
        index = Index(site / ".bylint" / "originals.sqlite")
        state = index.refresh([file for file in walk([site / "originals"]) if isinstance(file, File)])
        index.close()
        told = [*read]
        read.clear()
        return state.digest, told

    monkeypatch.setattr(module, "RACE", 0)
    first, told = refresh()
    assert told == ["0.xml", "1.xml", "2.xml"]
    assert refresh() == (first, [])
    os.utime(site / "originals" / "1.xml")
    assert refresh() == (first, [])
    feed = site / "originals" / "2.xml"
    feed.write_text(feed.read_text().replace("<item>", "<item><title>New</title><description>x</description></item><item>"))
    second, told = refresh()
    assert (told, second != first) == (["2.xml"], True)  # one item of two
    feed.rename(site / "originals" / "9.xml")
    third, told = refresh()
    assert (told, third != second) == ([], True)


def test_a_bad_item_is_told_with_its_place_and_costs_no_other(site, check, item):
    feed = site / "originals" / "0.xml"
    feed.write_text(feed.read_text().replace("<item>", "<item><title>x</oops></item>\n<item>"))
    (site / "originals" / "bomb.xml").write_text('<!DOCTYPE rss [<!ENTITY a "x">]><rss><channel><item><title>&a;</title></item></channel></rss>')
    (site / "originals" / "part.xml").write_text("<rss><channel><item><title>Part</title><description>Only this.</description></item></channel></rss>")
    (site / "originals" / "empty.json").write_text("")
    (site / "bylint.toml").write_text(CONFIG.replace('"originals/"', '"originals/", "gone/", "no-*.xml"'))
    for _ in range(2):  # from the index it is told again
        told, code, _ = check(site)
        assert code == 2
        assert told.pop("0.html") == names(0)
        assert "no well-formed XML" in told.pop("originals/0.xml")[0]
        assert "declarations in its document type" in told.pop("originals/bomb.xml")[0]
        assert "no full text" in told.pop("originals/part.xml")[0]
        assert "is empty" in told.pop("originals/empty.json")[0]
        assert "is not there" in told.pop("gone")[0]
        assert "fits no file" in told.pop("no-*.xml")[0]
        assert told.keys() == {"1.html", "2.html"}


def test_feeds_without_full_text_alone_fail_no_run(site, check):
    (site / "originals" / "part.xml").write_text("<rss><channel><item><title>Part</title><description>Only this.</description></item></channel></rss>")
    assert check(site)[1] == 0


def test_originals_among_the_pages_are_no_pages(site, check):
    (site / "originals" / "saved.html").write_text(PAGE.format(7, TEXT.format("May", 7)))
    assert check(site)[0].keys() == {"0.html", "1.html", "2.html"}
    assert check(site, "originals/saved.html")[0].keys() == {"originals/saved.html"}


def test_a_folder_with_no_originals_and_what_lies_beside_them(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a").mkdir()
    for name in ("a.html", "picture.jpg", "b.json", "style.css"):
        (tmp_path / "a" / name).write_text("x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
    found = list(walk([tmp_path / "empty", tmp_path / "a", tmp_path / "a" / "b.json"]))
    assert isinstance(found[0], Missing)
    assert [each.name.rpartition("/")[2] for each in found[1:]] == ["a.html", "b.json"]


def test_an_index_of_another_version_or_damaged_is_made_anew_and_told_once(site, check):
    expected = check(site)[0]
    index = site / ".bylint" / "originals.sqlite"
    with closing(sqlite3.connect(index)) as db:
        db.execute("pragma user_version = 99")
    told, code, said = check(site, "--no-cache")
    assert (told, said) == (expected, "")
    told, code, said = check(site)
    assert (told, code) == (expected, 0)
    assert "made anew" in said
    index.write_bytes(b"no database at all" * 1000)
    told, _, said = check(site)
    assert told == expected
    assert "made anew" in said
    assert check(site)[2] == ""


def test_an_index_that_cannot_be_kept_costs_no_match(site, check, tmp_path_factory):
    expected = check(site)[0]
    outside = tmp_path_factory.mktemp("outside")
    for part in (site / ".bylint").iterdir():
        part.unlink()
    (site / ".bylint").rmdir()
    (site / ".bylint").symlink_to(outside)
    told, code, said = check(site)
    assert (told, code) == (expected, 0)
    assert "is a link" in said
    assert list(outside.iterdir()) == []


def test_a_full_disk(site):
    index = Index(site / ".bylint" / "originals.sqlite")
    index._db.execute("pragma max_page_count = 12")
    with pytest.raises(StoreError, match="full"):
        for number in range(200):
            (site / "originals" / f"x{number}.xml").write_text((site / "originals" / "0.xml").read_text().replace("urn:0", f"urn:x{number}" * 50))
        index.refresh([file for file in walk([site / "originals"]) if isinstance(file, File)])
    index.close()


def test_two_runs_at_once_and_a_kill_lose_nothing(site, check, rss, item):
    many = [item(f"Other {number}", TEXT.format(f"day {number}", number) + f" {number} " * 40, guid=f"urn:o{number}") for number in range(1500)]
    (site / "originals" / "big.xml").write_text(rss(*many))
    script = f"{sys.executable} -m bylint check . --format json"
    environment = {**os.environ, "PYTHONPATH": ""}
    killed = subprocess.Popen(script.split(), cwd=site, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not (site / ".bylint" / "originals.sqlite-wal").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.6)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    both = [subprocess.Popen(script.split(), cwd=site, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for run in both:
        out, said = run.communicate(timeout=60)
        told = {file["path"]: [finding["message"] for finding in file["findings"]] for file in json.loads(out)["files"]}
        assert told == {f"{number}.html": names(number) for number in range(3)}
        assert (run.returncode, said) == (0, b"")
    with closing(sqlite3.connect(site / ".bylint" / "originals.sqlite")) as db:
        assert db.execute("select count(*) from item").fetchone() == (1503,)
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_run_keeps_its_state_while_another_reads_a_newer_one(site):
    def refresh():
        index = Index(site / ".bylint" / "originals.sqlite")
        state = index.refresh([file for file in walk([site / "originals"]) if isinstance(file, File)])
        index.close()
        return Lookup(site / ".bylint" / "originals.sqlite", state.digest)

    def found(lookup, number):
        return [each.told.headline for each in lookup.by_keys([url_key(f"https://wire.example/{number}")])]

    before = refresh()
    (site / "originals" / "0.xml").unlink()
    feed = site / "originals" / "1.xml"
    feed.write_text(feed.read_text().replace("Ferry 1", "Ferry, corrected"))
    after = refresh()
    assert [found(before, number) for number in range(3)] == [["Ferry 0"], ["Ferry 1"], ["Ferry 2"]]
    assert [found(after, number) for number in range(3)] == [[], ["Ferry, corrected"], ["Ferry 2"]]


def test_what_no_state_has_any_more_is_forgotten(site, monkeypatch):
    def refresh():
        index = Index(site / ".bylint" / "originals.sqlite")
        index.refresh([file for file in walk([site / "originals"]) if isinstance(file, File)])
        counts = [index._db.execute(f"select count(*) from {table}").fetchone()[0] for table in ("file", "item", "place", "state")]
        index.close()
        return counts

    assert refresh() == [3, 3, 3, 1]
    for number in (0, 1):
        (site / "originals" / f"{number}.xml").unlink()
    assert refresh() == [3, 3, 3, 2]
    monkeypatch.setattr(module, "KEPT", -10)
    assert refresh() == [1, 1, 1, 1]


def test_the_config_names_them(site, command):
    shown = command("config", "show", "0.html", cwd=site).stdout
    assert f'"{site / "originals"}",  # bylint.toml:2' in shown
    (site / "bylint.toml").write_text('originals = "feeds"\n')
    assert "originals" in command("check", "0.html", cwd=site).stderr


def test_the_cache_command_knows_the_index(site, check, command):
    check(site)
    assert "3 originals" in command("cache", "info", cwd=site).stdout
    command("cache", "clean", cwd=site)
    assert not list((site / ".bylint").glob("*.sqlite*"))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_page_is_compared_with_its_original_word_by_word(site, command, jobs):
    (site / "bylint.toml").write_text('originals = ["originals/"]\n')
    (site / "1.html").write_text((site / "1.html").read_text().replace("harbour master", "shop keeper"))
    reports = []
    for _ in range(2):  # what is known is told alike
        done = command("check", "--select", "fidelity", "--format", "json", "--jobs", jobs, cwd=site)
        reports.append({file["path"]: file for file in json.loads(done.stdout)["files"]})
        assert done.returncode == 0, done.stdout
    assert reports[0] == reports[1]
    assert [finding["rule"] for path in ("0.html", "1.html", "2.html") for finding in reports[0][path]["findings"]] == ["fidelity/text-changed"]
    (finding,) = reports[0]["1.html"]["findings"]
    (related,) = finding["related"]
    original = (site / related["path"]).read_bytes()[related["startByte"] : related["endByte"]]
    assert original == b"harbour master"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_among_the_originals_holds_nothing_up(site, command):
    os.mkfifo(site / "originals" / "pipe.xml")
    done = command("check", "--format", "concise", cwd=site)
    assert done.returncode == 2
    assert "pipe.xml" in done.stdout and "is no ordinary file, so no page is compared with it" in done.stdout
    assert done.stdout.count("house/original") == 3, "the others count all the same"
