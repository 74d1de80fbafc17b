"""The store: what is put in comes out, is never stale, and no fault of the file costs a finding."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zlib

import pytest

from bylint.config import Configs
from bylint.how import How
from bylint.inputs import expand
from bylint.run import run
from bylint.site import Site

PAGE = "<html><title>{0}</title><p>WORD {0}, said the harbour office on Friday evening, and the ferry sails again.</p>"
HOUSE = '''
from dataclasses import dataclass
from pathlib import Path
from bylint import Note, Problem, Span, Verdict, option, rule

@dataclass(frozen=True)
class Options:
    word: str = option("WORD", "What to look for.")
    list: str = option("", "A file with more words.")
    def files(self):
        return [self.list] if self.list else []

@rule("house/word", severity="error", options=Options, bad=("<p>WORD",), good=("<p>",))
def word(page, options):
    """A word that is not ours."""
    words = [options.word, *(Path(options.list).read_text().split() if options.list else ())]
    print("checked", ascii(page.source.path).strip("'"), file=open("log", "a"))
    for each in words:
        at = page.source.text.find(each)
        if at >= 0:
            yield Problem(Span(at, at + len(each)), f"The word {each} is not ours. Take it out.")

def judge(group):
    for note in group:
        yield Verdict(note, f"Stands on {group.pages} pages. Take it out.", cause=note.evidence)

@rule("house/same", severity="warning", bad=(("<b>a</b>", "<b>a</b>"),), good=("<p>",), judge=judge)
def same(page):
    """Bold words that several pages have."""
    for bold in page.root.iter("b"):
        yield Note(page.span_of(bold), (bold.text,), bold.text)

def bylint_rules():
    return [word, same]
'''
WIRE = """
name = "Island Wire"
kind = "outlet"
[readings.contract]
url = "https://wire.example/terms"
read = 2025-03-01
confidence = "page"
"""
CONFIG = 'extends = []\nplugins = ["house.py"]\n[rules]\n"house/word" = "error"\n"house/same" = "warning"\n'


@pytest.fixture
def site(tmp_path):
    (tmp_path / "house.py").write_text(HOUSE)
    (tmp_path / "bylint.toml").write_text(CONFIG)
    (tmp_path / "wire.toml").write_text(WIRE)
    for number in range(4):
        (tmp_path / f"{number}.html").write_text(PAGE.format(number))
    return tmp_path


@pytest.fixture
def checked(site, command):
    """Check the site, or some of it; the report, and which pages were read by rules rather than known."""

    def run(*arguments, code=1):
        (site / "log").unlink(missing_ok=True)
        done = command("check", "--format", "json", *arguments, cwd=site)
        assert done.returncode == code, done.stderr
        log = (site / "log").read_text().split("\n") if (site / "log").exists() else []
        return json.loads(done.stdout), sorted(line.split()[1] for line in log if line), done.stderr

    return run


ALL = [f"{number}.html" for number in range(4)]


def test_what_is_known_is_not_read_again_and_reported_alike(checked, site):
    first, read, _ = checked()
    assert read == ALL
    again, read, said = checked()
    assert (again, read, said) == (first, [], "")
    assert (site / ".bylint/.gitignore").read_text() == "*\n"


def test_without_the_cache_nothing_is_known_and_nothing_kept(checked, site):
    assert checked("--no-cache")[1] == ALL
    assert not (site / ".bylint").exists()
    checked()
    assert checked("--no-cache")[1] == ALL


@pytest.mark.parametrize(
    ("change", "read"),
    [
        (lambda site: (site / "2.html").write_text(PAGE.format("WORD two")), ["2.html"]),
        (lambda site: (site / "2.html").rename(site / "5.html"), ["5.html"]),
        (lambda site: (site / "house.py").write_text(HOUSE.replace("The word", "A word")), ALL),
        (lambda site: (site / "bylint.toml").write_text(CONFIG.replace('"error"', '{ severity = "error", word = "ferry" }')), ALL),
        (lambda site: (site / "bylint.toml").write_text(CONFIG.replace('"house/same" = "warning"', "")), ALL),
        (lambda site: (site / "bylint.toml").write_text(CONFIG + '[site]\nname = "Coast Daily"\n'), ALL),
        (lambda site: (site / "bylint.toml").write_text(CONFIG + '[republished]\npaths = ["1.html"]\n'), ["0.html", "2.html", "3.html"]),
        (lambda site: (site / "bylint.toml").write_text('originators = ["wire.toml"]\n' + CONFIG), ALL),
        (lambda site: os.utime(site / "2.html"), []),
        (lambda site: (site / "bylint.toml").write_text(CONFIG.replace('"house/word" = "error"', '"house/word" = "warning"')), []),
    ],
    ids=["content", "path", "pack", "options", "rules", "settings", "republished", "originators", "time alone", "severity"],
)
def test_a_page_is_read_again_when_what_its_result_hangs_on_changes(checked, site, change, read):
    checked()
    change(site)
    told, again, _ = checked("--fail-on", "info")
    assert again == read
    assert told == checked("--fail-on", "info", "--no-cache")[0]


def test_a_file_that_an_option_names_counts(checked, site):
    (site / "words.txt").write_text("none")
    (site / "bylint.toml").write_text(CONFIG.replace('"error"', '{ severity = "error", list = "words.txt" }'))
    checked()
    assert checked()[1] == []
    (site / "words.txt").write_text("ferry")
    told, read, _ = checked()
    assert read == ALL
    assert told["summary"]["errors"] == 8


def test_what_an_originator_demands_counts(checked, site):
    (site / "bylint.toml").write_text('originators = ["wire.toml"]\n' + CONFIG)
    checked()
    assert checked()[1] == []
    (site / "wire.toml").write_text(WIRE.replace("03-01", "03-02"))
    assert checked()[1] == ALL


def test_a_problem_weighs_no_more_than_it_says_be_it_known_or_not(checked, site):
    (site / "house.py").write_text(HOUSE.replace("Take it out.\")", "Take it out.\", most=Severity.WARNING)").replace("Span,", "Severity, Span,"))
    for severity, told in (("error", "warning"), ("info", "info"), ("warning", "warning")):
        (site / "bylint.toml").write_text(CONFIG.replace('"house/word" = "error"', f'"house/word" = "{severity}"'))
        for _ in range(2):
            report, _, _ = checked("--fail-on", "info")
            assert {found["severity"] for file in report["files"] for found in file["findings"] if found["rule"] == "house/word"} == {told}


def test_another_version_is_made_anew_and_said_once(checked, site):
    first, *_ = checked()
    with sqlite3.connect(site / ".bylint/store.sqlite") as db:
        db.execute("pragma user_version = 4711")
        db.execute("drop table entry")
    told, read, said = checked()
    assert (told, read) == (first, ALL)
    assert said.count("made anew") == 1
    assert checked()[1:] == ([], "")


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 400, None])
def test_a_damaged_file_costs_no_finding(checked, site, damage):
    first, *_ = checked()
    file = site / ".bylint/store.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + os.urandom(len(whole) - 100) if damage is None else damage)
    assert checked()[0] == first
    assert checked()[:2] == (first, [])


def test_hostile_content_in_the_store_runs_nothing(checked, site):
    checked()
    with sqlite3.connect(site / ".bylint/store.sqlite") as db:
        hostile = b"cos\nsystem\n(S'touch pwned'\ntR."
        db.execute("update entry set findings = ?, sum = ?", (hostile, zlib.crc32(hostile)))
        db.execute("update entry set noted = x''")
    done = subprocess.run([sys.executable, "-m", "bylint", "check"], cwd=site, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "bylint cache clean" in done.stderr
    assert not (site / "pwned").exists()


def test_hostile_content_of_what_was_judged_runs_nothing(checked, site):
    for name in "ab":
        (site / f"{name}.html").write_text("<b>same</b>")
    checked()
    hostile = zlib.compress(b"cos\nsystem\n(S'touch pwned'\ntR.")
    with sqlite3.connect(site / ".bylint/store.sqlite") as db:
        assert db.execute("update shown set finding = ?, sum = ?", (hostile, zlib.crc32(hostile))).rowcount == 2
    done = subprocess.run([sys.executable, "-m", "bylint", "check"], cwd=site, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "bylint cache clean" in done.stderr
    assert not (site / "pwned").exists()


@pytest.mark.parametrize("damage", ["update shown set finding = x'00'", "update shown set finding = 'text'", "delete from shown"])
def test_damage_to_what_was_judged_heals(checked, site, damage):
    for name in "ab":
        (site / f"{name}.html").write_text("<b>same</b>")
    told = checked()[0]
    with sqlite3.connect(site / ".bylint/store.sqlite") as db:
        assert db.execute(damage).rowcount == 2
    assert checked()[0] == told


@pytest.mark.parametrize("damage", ["x'00'", "'text'"])
def test_damage_to_the_keys_of_notes_ends_no_run(checked, site, damage):
    for name in "ab":
        (site / f"{name}.html").write_text("<b>same</b>")
    checked()
    with sqlite3.connect(site / ".bylint/store.sqlite") as db:
        db.execute(f"update note set keys = {damage}")
    (site / "c.html").write_text("<b>same</b>")
    assert checked()[0] == checked("--no-cache")[0]


def test_pages_that_another_run_takes_out_meanwhile_are_checked_anew(site, monkeypatch):
    for name in "abcd":
        (site / f"{name}.html").write_text("<b>same</b>")
    monkeypatch.chdir(site)
    plan_for, store = Configs().for_page, site / ".bylint/store.sqlite"

    def told(**how):
        return [(result.path, len(result.findings)) for result in run(expand(["."]), plan_for, How(0, folders=(".",), **how))]

    wanted = told()
    assert told(store=store) == wanted
    judge = Site.judge

    def meanwhile(self, **options):
        with sqlite3.connect(store) as db:
            db.execute("delete from entry")
        judge(self, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Site, "judge", meanwhile)
        assert told(store=store) == wanted
    for name in "abcd":
        (site / f"{name}.html").write_text("<b>same</b> <b>again</b>")
    assert told(store=store) == told()


def test_a_run_with_rules_of_its_own_leaves_what_was_said_of_the_site(checked, site):
    for name in "ab":
        (site / f"{name}.html").write_text("<b>same</b>")
    checked()

    def said():
        with sqlite3.connect(site / ".bylint/store.sqlite") as db:
            return db.execute("select key, note, message from said order by key, note").fetchall()

    before = said()
    checked("--select", "house/word")
    assert said() == before != []


def test_a_judge_that_fails_of_a_changed_page_says_what_it_would_anew(checked, site):
    (site / "house.py").write_text(HOUSE.replace("    for note in group:", "    for note in group:\n        1 / (note.evidence != 'boom')"))
    for name in "acd":
        (site / f"{name}.html").write_text("".join(f"<b>{word}</b>" for word in ("boom", *"efghij") if name == "a" or word != "boom"))
    assert checked()[0]["summary"]["warnings"] == 18
    (site / "b.html").write_text("<b>boom</b>")
    told, read, _ = checked(code=2)
    assert read == ["b.html"]
    assert told["summary"]["warnings"] < 18
    assert told == checked("--no-cache", code=2)[0]


def test_a_link_to_somebodys_database_does_it_no_harm(checked, site, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "letters.sqlite"
    with sqlite3.connect(other) as db:
        db.execute("create table letter (text)")
        db.execute("insert into letter values ('dear')")
    (site / ".bylint").mkdir()
    (site / ".bylint/store.sqlite").symlink_to(other)
    checked()
    assert checked()[1] == []
    with sqlite3.connect(other) as db:
        assert db.execute("select text from letter").fetchall() == [("dear",)]


def test_a_folder_that_cannot_be_written_is_said_and_all_is_checked(checked, site):
    (site / ".bylint").write_text("in the way")
    told, read, said = checked()
    assert read == ALL
    assert len(told["files"]) == 4
    assert "cannot be used" in said


def test_a_full_disk_is_said_and_all_is_checked(site, command):
    """A limit on the size of files stands for the disk."""
    script = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (40960, 40960))"
    for number in range(400):
        (site / f"more{number}.html").write_text(PAGE.format(number))
    code = f"import sys; {script}; from bylint.cli import main; sys.argv = ['bylint', 'check', '--format', 'json', '--jobs', '2']; main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=site, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1, done.stderr
    assert len(json.loads(done.stdout)["files"]) == 404
    assert json.loads(done.stdout)["summary"]["errors"] == 404
    assert "bylint: " in done.stderr
    assert len(done.stderr.splitlines()) <= 3


def test_a_kill_at_any_moment_leaves_a_sound_store(site, command, checked):
    for number in range(300):
        (site / f"more{number}.html").write_text(PAGE.format(number))
    for wait in (0.3, 0.5, 0.7, 0.9, 1.1):
        child = subprocess.Popen([sys.executable, "-m", "bylint", "check"], cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait(20)
    told, _, said = checked()
    assert said == ""
    assert told == checked("--no-cache")[0]


def test_two_runs_at_once_do_not_disturb_each_other(site):
    for number in range(200):
        (site / f"more{number}.html").write_text(PAGE.format(number))
    words = [sys.executable, "-m", "bylint", "check", "--format", "json"]
    runs = [subprocess.Popen(words, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    told = [run.communicate(timeout=60) for run in runs]
    assert {run.returncode for run in runs} == {1}
    assert len({out for out, _ in told}) == 1
    assert {err for _, err in told} == {b""}


def test_info_tells_what_is_known_and_clean_forgets_it(site, command, checked):
    assert "no store" in command("cache", "info", cwd=site).stdout
    checked()
    assert "4 pages of the site, 4 results" in command("cache", "info", cwd=site).stdout
    assert "Forgot all pages" in command("cache", "clean", cwd=site).stdout
    assert checked()[1] == ALL


def test_a_link_in_place_of_the_folder_is_not_followed(site, checked, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (site / ".bylint").symlink_to(other)
    assert checked()[1] == ALL
    assert list(other.iterdir()) == []


def test_a_name_that_is_no_text_is_kept_like_any_other(site, checked):
    name = os.fsencode(site) + b"/caf\xe9.html"
    with open(name, "w") as file:  # noqa: PTH123
        file.write(PAGE.format(9) + "<b>a</b><b>a</b>")
    first, read, _ = checked()
    assert len(read) == 5
    again, read, said = checked()
    assert (again, read, said) == (first, [], "")
    assert first["files"][-1]["path"].encode("utf-8", "surrogateescape") == b"caf\xe9.html"


def test_a_page_on_standard_input_outlives_a_store_that_fails(site, checked):
    checked()
    code = """if True:
        import sys
        from bylint.result import StoreError
        from bylint.store import Store
        whole, failed = Store.sort, []
        def sort(store):
            if not failed:
                failed.append(True)
                raise StoreError("the disk is full")
            whole(store)
        Store.sort = sort
        from bylint.cli import main
        sys.argv = ["bylint", "check", "-", "--stdin-filename", "draft.html", "--format", "json"]
        main()"""
    done = subprocess.run([sys.executable, "-c", code], cwd=site, input="<p>WORD", capture_output=True, text=True, timeout=60)
    assert "cannot be kept (the disk is full)" in done.stderr
    assert [finding["rule"] for finding in json.loads(done.stdout)["files"][0]["findings"]] == ["house/word"]


def test_a_store_without_one_of_its_tables_is_made_anew(site, checked):
    first, *_ = checked()
    with sqlite3.connect(site / ".bylint/store.sqlite") as db:
        db.execute("drop table note_key")
    assert checked()[:2] == (first, ALL)
    assert checked()[:2] == (first, [])


def test_data_beside_a_pack_counts(site, checked):
    (site / "house.py").write_text(HOUSE.replace("words = [", "words = [*Path('more.txt').read_text().split(), "))
    (site / "more.txt").write_text("none")
    assert checked()[0]["summary"]["errors"] == 4
    (site / "more.txt").write_text("ferry")
    assert checked()[0]["summary"]["errors"] == 8


def test_what_a_page_was_that_could_not_be_checked_wholly_is_not_remembered(site, checked):
    (site / "house.py").write_text(HOUSE.replace('    words = [', '    if "CRASH" in page.source.text:\n        raise ValueError\n    words = ['))
    for name in "abc":
        (site / f"{name}.html").write_text("<b>same</b> " + ("CRASH" if name == "a" else ""))
    for _ in range(2):
        told, *_ = checked("--select", "house", code=2)
        assert told["summary"]["warnings"] == 3
    (site / "a.html").write_text("CRASH")
    told, *_ = checked(code=2)
    assert {finding["message"] for file in told["files"] for finding in file["findings"] if finding["rule"] == "house/same"} == {
        "Stands on 2 pages. Take it out."
    }


def test_a_page_that_was_renamed_is_no_copy_of_itself(site, checked):
    (site / "a.html").write_text("<b>same</b>")
    checked()
    (site / "a.html").rename(site / "b.html")
    assert checked("b.html", code=0)[0]["summary"]["warnings"] == 0


def test_a_run_with_fewer_rules_takes_nothing_from_what_is_known(site, checked):
    for name in "ab":
        (site / f"{name}.html").write_text("<b>same</b>")
    checked()
    checked("--select", "house/word")
    assert checked("a.html", code=0)[0]["summary"]["warnings"] == 1


def test_pages_that_other_code_made_notes_of_are_not_judged(site, checked):
    for name in "ab":
        (site / f"{name}.html").write_text("<b>same</b>")
    checked()
    (site / "house.py").write_text(HOUSE.replace('bold.text)', '"new " + bold.text)'))
    assert checked("a.html", code=0)[0]["summary"]["warnings"] == 0


def test_a_site_has_one_store_whatever_configs_are_below(site, checked):
    (site / "about").mkdir()
    (site / "about/bylint.toml").write_text('extends = ["../bylint.toml"]\n')
    (site / "about/a.html").write_text("<b>same</b>")
    (site / "b.html").write_text("<b>same</b>")
    checked()
    assert not (site / "about/.bylint").exists()
    assert checked("about/a.html", code=0)[0]["summary"]["warnings"] == 1


def test_a_store_above_the_site_is_another_sites(site, checked):
    above = site / "deep"
    above.mkdir()
    for name in ("bylint.toml", "house.py"):
        (site / name).rename(above / name)
    (site / ".bylint").mkdir()
    (site / ".bylint/store.sqlite").write_text("")
    for name in "ab":
        (above / f"{name}.html").write_text("<p>WORD")
    done = subprocess.run([sys.executable, "-m", "bylint", "check"], cwd=above, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert (above / ".bylint/store.sqlite").exists()


@pytest.mark.parametrize("weight", ["float('nan')", "'heavy'"])
def test_a_verdict_without_sense_is_the_rules_fault(site, checked, weight):
    (site / "house.py").write_text(HOUSE.replace("cause=note.evidence)", f"cause=note.evidence, weight={weight})"))
    for name in "ab":
        (site / f"{name}.html").write_text("<b>same</b>")
    told, *_ = checked(code=2)
    assert [finding["rule"] for file in told["files"] for finding in file["findings"]].count("page/rule-crashed") == 1


# Keys of a note are the words of a bold text, so that notes have several and keys often the same notes; what is said of one hangs on
# the order of the pages, and weighs by their number.
ALIKE = '''
from bylint import Note, Verdict, rule

def judge(group):
    notes = [*group]
    for note in notes[1:]:
        yield Verdict(note, f"As {notes[0].path} has it, and {len(notes) - 1} more.", weight=group.pages % 3)

@rule("house/alike", severity="warning", bad=(("<b>a b</b>", "<b>a b</b>"),), good=("<p>",), judge=judge)
def alike(page):
    """Bold words that several pages have."""
    for bold in page.root.iter("b"):
        if bold.text == "crash":
            raise ValueError
        yield Note(page.span_of(bold), tuple(bold.text.split()), bold.text)

def bylint_rules():
    return [alike]
'''


@pytest.mark.parametrize("seed", [6, 24, 31])
def test_what_stands_of_earlier_runs_is_what_is_said_without_them(tmp_path, monkeypatch, seed):
    (tmp_path / "house.py").write_text(ALIKE)
    (tmp_path / "bylint.toml").write_text('extends = []\nplugins = ["house.py"]\n[rules]\n"house/alike" = "warning"\n')
    monkeypatch.chdir(tmp_path)
    chance = random.Random(seed)
    plan_for = Configs().for_page

    def told(files, **how):
        results = run(files, plan_for, How(0, folders=(".",), **how))
        return [*results], results.causes

    def bold():
        return f"<b>{' '.join(chance.sample('abcdefghijklmnopqrstuvwxyz', chance.randint(1, 4)))}</b>"

    often = [bold() for _ in range(9)]

    def write(page):
        crash = "<b>crash</b>" * (chance.random() < 0.05)
        page.write_text(f"<p>{crash}{''.join(chance.choice(often) if chance.random() < 0.7 else bold() for _ in range(chance.randint(0, 3)))}")

    pages = [tmp_path / f"{number}.html" for number in range(60)]
    for page in chance.sample(pages, 20):
        write(page)
    findings, now = 0, time.time()
    for _ in range(30):
        there = [page for page in pages if page.exists()]
        for page in chance.sample(there, chance.choice((0, 1, 1, 2))):
            page.unlink()
        for page in chance.sample(pages, chance.choice((0, 1, 1, 2))):
            write(page)
        files = expand(["."])[:: chance.choice((1, 1, 1, 1, -1))]
        now += chance.choice((10, 10, 200_000))  # what no page is any more is forgotten after a day
        monkeypatch.setattr("bylint.store.time.time", lambda now=now: now)
        known, anew = told(files, store=tmp_path / ".bylint/store.sqlite"), told(files)
        assert known == anew
        findings += sum(len(result.findings) for result in known[0])
    assert findings > 100
