"""Which files a run takes, and what its exit code says."""

import os
import zipfile
from types import MappingProxyType

import pytest

from bylint.check import Plan, check, failure
from bylint.config import PagePlan
from bylint.how import How
from bylint.inputs import PageFile, PathError, expand
from bylint.plugins import Packs
from bylint.problem import Severity
from bylint.run import exit_code, run
from bylint.settings import Settings

NONE = MappingProxyType({})


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b.html", "a/2.HTM", "a/10.xhtml", "a/notes.txt", "a-b/x.html", "c/deep/er/y.html", ".gitignore"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<p>A story.")
    (tmp_path / ".gitignore").write_text("*.html")
    return tmp_path


def names(*paths):
    return [file.name for file in expand(paths)]


def results(*files, most=1000):
    planned = PagePlan(Plan((), Settings(page_bytes=most)), Packs(NONE, NONE, (), NONE), None)
    return list(run(files, lambda path: planned, How()))


def test_folders_are_walked_in_the_order_of_their_paths(site):
    assert names(".") == ["a/10.xhtml", "a/2.HTM", "a-b/x.html", "b.html", "c/deep/er/y.html"]
    assert names("c", "./a") == ["c/deep/er/y.html", "a/10.xhtml", "a/2.HTM"]
    assert names(str(site / "a-b")) == [(site / "a-b/x.html").as_posix()]


def test_a_named_file_is_taken_whatever_it_is_called(site):
    assert names("a/notes.txt") == ["a/notes.txt"]


def test_a_file_is_taken_once(site):
    (site / "also").symlink_to("a")
    (site / "link.html").symlink_to("b.html")
    assert names("b.html", "./b.html", "c/../b.html", "link.html", "a", "also", "a") == ["b.html", "a/10.xhtml", "a/2.HTM"]
    assert [file.name for file in expand(["-", "-"], "x.html")] == ["x.html"]


def test_links_that_go_round_end(site):
    (site / "c/deep/up").symlink_to("../..")
    (site / "c/self.html").symlink_to("self.html")
    above = [f"c/deep/up/{name}" for name in ("a/10.xhtml", "a/2.HTM", "a-b/x.html", "b.html")]
    assert names("c") == ["c/deep/er/y.html", *above, "c/self.html"]


@pytest.mark.parametrize("paths", [["b.html", "gone.html"], ["gone"], ["b.html/gone"], [""]])
def test_a_missing_path_is_named(site, paths):
    with pytest.raises(PathError, match=f"no “{paths[-1]}”"):
        expand(paths)


def test_a_folder_without_pages_is_named(site):
    (site / "empty").mkdir()
    with pytest.raises(PathError, match="no pages in “empty”"):
        expand(["b.html", "empty"])


def test_what_cannot_be_read_is_said_and_the_rest_is_checked(site):
    (site / "dangling.html").symlink_to("gone")
    os.mkfifo(site / "pipe.html")
    files = expand(["."])
    (site / "a/2.HTM").unlink()
    found = {result.path: result for result in results(*files)}
    assert [path for path, result in found.items() if not result.complete] == ["a/2.HTM", "dangling.html", "pipe.html"]
    assert {result.findings[0].rule for result in found.values() if not result.complete} == {"page/unreadable"}
    assert found["b.html"].findings == ()


def test_a_file_above_the_limit_is_not_read(site):
    with (site / "huge.html").open("wb") as huge:
        huge.truncate(5_000_000_000)
    (result,) = results(PageFile("huge.html"))
    assert [finding.rule for finding in result.findings] == ["page/too-large"]
    assert "5,000,000,000 bytes" in result.findings[0].message


def test_what_has_no_size_is_read_up_to_the_limit(site):
    (result,) = results(PageFile("/dev/zero"))
    assert [finding.rule for finding in result.findings] == ["page/too-large"]
    assert exit_code(result, None) == 2


def test_the_exit_code():
    page = check("a.html", "<meta charset=windows-1251><p>Źdźbło".encode(), Plan(()), {})
    assert [finding.severity for finding in page.findings] == [Severity.WARNING]
    assert [exit_code(page, at) for at in (Severity.INFO, Severity.WARNING, Severity.ERROR, None)] == [1, 1, 0, 0]
    assert exit_code(check("a.html", b"<p>A story.", Plan(()), {}), Severity.INFO) == 0
    assert exit_code(failure("a.html", "page/empty", "It is empty."), Severity.ERROR) == 1
    assert exit_code(failure("a.html", "page/unreadable", "It cannot be read.", complete=False), None) == 2


def test_an_archive_is_checked_page_by_page_and_an_empty_one_is_told(site):
    with zipfile.ZipFile("build.zip", "w") as archive:
        archive.write("b.html")
        archive.writestr("news/c.html", "<p>" + "x" * 2000)
        archive.writestr("notes.txt", "none")
    zipfile.ZipFile("empty.zip", "w").close()
    found = {result.path: result for result in results(*expand(["build.zip", "empty.zip"]))}
    assert [(path, result.complete) for path, result in found.items()] == [("build.zip!b.html", True), ("build.zip!news/c.html", False), ("empty.zip", False)]
    assert found["build.zip!news/c.html"].findings[0].rule == "page/too-large"
    assert "no pages in the archive" in found["empty.zip"].findings[0].message


def test_a_pattern_names_pages_and_one_that_fits_nothing_is_named(site):
    assert names("a*/*.html") == ["a-b/x.html"]
    assert names("**/*.html") == ["a-b/x.html", "b.html", "c/deep/er/y.html"]
    with pytest.raises(PathError, match=r"no “none/\*.html”"):
        expand(["none/*.html"])
