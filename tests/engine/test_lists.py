"""Lists of pages: from a file, from git, from a pattern."""

import io
import os
import subprocess
import sys

import pytest

from bylint.lists import ListError, changed, expanded, listed


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (b"a.html\nnews/b.html", ["a.html", "news/b.html"]),
        (b"\xef\xbb\xbfa.html\r\n\r\n b c.html \r\n", ["a.html", " b c.html "]),
        (b"a\nb.html\0c.html\0", ["a\nb.html", "c.html"]),
        ("a.html\r\nż.html\r\n".encode("utf-16"), ["a.html", "ż.html"]),
        ("a\u2028b.html\nż.html\n".encode(), ["a\u2028b.html", "ż.html"]),
        (b"\xff.html\n", ["\udcff.html"]),
        (b"\n\r\n", []),
        (b"", []),
    ],
)
def test_a_list_holds_a_path_a_line(tmp_path, monkeypatch, data, paths):
    (tmp_path / "list").write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert listed(str(tmp_path / "list")) == listed("-") == paths


def test_a_list_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(ListError, match=r"“.*/gone” cannot be read \(No such file"):
        listed(str(tmp_path / "gone"))
    with pytest.raises(ListError, match="Is a directory"):
        listed(str(tmp_path))


def fill(folder, *names, text="<p>A story."):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_patterns_name_files_and_folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fill(tmp_path, "news/a.html", "news/.b/c.HTML", "news/d.txt", "news/e.zip", "f.html", ".g/h.html", "[x].html")
    assert expanded("**/*.html") == [".g/h.html", "[x].html", "f.html", "news/a.html"]
    assert expanded("./n*/?.html") == expanded("news/[a-c].html") == ["news/a.html"]
    assert expanded("news/*") == ["news/.b", "news/a.html", "news/e.zip"]
    assert expanded("news/*.txt") == ["news/d.txt"]
    assert expanded("n*/**") == ["news", "news/.b", "news/.b/c.HTML", "news/a.html", "news/e.zip"]
    assert expanded(f"{tmp_path}/f.*") == [(tmp_path / "f.html").as_posix()]
    assert expanded("*.pdf") == expanded("gone/*") == expanded("a[.html") == []


@pytest.fixture
def git(tmp_path, monkeypatch):
    """Run git in a repository, the current folder, with one commit in it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@example.com")
    site = tmp_path / "site"
    fill(site, "a.html", "b.html", "news/c.html", "news/d.html", "news/deep/e.html", "notes.txt")
    monkeypatch.chdir(site)

    def run(*words, cwd=site):
        return subprocess.run(["git", *words], cwd=cwd, check=True, capture_output=True, text=True).stdout.strip()

    run("init", "--quiet", "--initial-branch=main")
    run("add", ".")
    run("commit", "--quiet", "-m", "First")
    run("tag", "start")
    return run


def test_all_ways_of_change_count(git, tmp_path):
    site = tmp_path / "site"
    assert changed("HEAD", []) == []
    fill(site, "a.html", text="<p>Committed.")
    git("commit", "--quiet", "-am", "Second")
    fill(site, "news/c.html", text="<p>Staged.")
    git("add", ".")
    fill(site, "news/deep/e.html", text="<p>Not staged.")
    fill(site, "news/New ż\n.HTML", "new.txt", "out/ignored.html", "-x.html", "*.html")
    (site / ".gitignore").write_text("out/")
    git("mv", "b.html", "renamed.html")
    (site / "news/d.html").unlink()
    everything = ["*.html", "-x.html", "a.html", "news/New ż\n.HTML", "news/c.html", "news/deep/e.html", "renamed.html"]
    assert changed("start", []) == changed("start", ["."]) == everything
    assert changed("HEAD", ["."]) == [name for name in everything if name != "a.html"]
    assert changed("start", ["news/deep", "a.html", "b.html", "gone", "*.html"]) == ["*.html", "a.html", "news/deep/e.html"]
    assert changed("start", [str(site / "news/deep")]) == ["news/deep/e.html"]


def test_paths_are_those_from_the_current_folder(git, tmp_path, monkeypatch):
    fill(tmp_path / "site", "a.html", "news/c.html", "news/f.html", "news/deep/e.html", text="<p>Else.")
    git("config", "diff.relative", "true")
    git("config", "diff.noprefix", "true")
    monkeypatch.chdir(tmp_path / "site/news")
    assert changed("start", ["."]) == ["c.html", "deep/e.html", "f.html"]
    assert changed("start", ["deep"]) == ["deep/e.html"]
    assert changed("start", ["..", "deep"]) == ["../a.html", "c.html", "deep/e.html", "f.html"]
    (tmp_path / "link").symlink_to("site/news/deep")
    monkeypatch.chdir(tmp_path / "link")
    assert changed("start", ["."]) == ["e.html"]


def test_what_others_did_to_the_branch_does_not_count(git, tmp_path):
    git("checkout", "--quiet", "-b", "mine")
    fill(tmp_path / "site", "a.html", text="<p>Mine.")
    git("commit", "--quiet", "-am", "Mine")
    git("checkout", "--quiet", "main")
    fill(tmp_path / "site", "b.html", text="<p>Theirs.")
    git("commit", "--quiet", "-am", "Theirs")
    git("checkout", "--quiet", "mine")
    assert changed("main", ["."]) == ["a.html"]
    git("checkout", "--quiet", "--orphan", "other")
    git("commit", "--quiet", "-m", "Nothing in common")
    assert changed("main", ["."]) == ["a.html", "b.html"]


@pytest.mark.parametrize("ref", ["gone", "", "-", "--help", "--output=hacked", "-n1", "HEAD:a.html", "start..HEAD", "origin/main", "a\nb"])
def test_what_is_no_commit_is_named_with_the_way_out(git, tmp_path, ref):
    with pytest.raises(ListError, match=r"There is no commit “.*” in this repository.*fetch-depth: 0"):
        changed(ref, ["."])
    assert git("status", "--porcelain") == ""


def test_where_there_is_no_repository_git_s_own_word_is_shown(git, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ListError, match=r"cannot say what changed here \(fatal: not a git repository.*leave out --changed-since"):
        changed("HEAD", ["."])
    monkeypatch.chdir(tmp_path / "site/.git")
    with pytest.raises(ListError, match="no working tree"):
        changed("HEAD", ["."])
    monkeypatch.chdir(tmp_path / "site")
    with pytest.raises(ListError, match=r"Git cannot say what changed \(fatal: .*outside repository.*Correct the paths"):
        changed("HEAD", [str(tmp_path)])


def test_without_git_the_way_out_is_said(git, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ListError, match=r"Git cannot be run \(No such file or directory\).*Install it"):
        changed("HEAD", ["."])


def test_a_repository_cannot_run_programs(git, tmp_path):
    site = tmp_path / "site"
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\necho $0 $@ >> {tmp_path}/ran\ncat\n")
    spy.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "post-index-change").symlink_to(spy)
    fill(site, "a.html", "b.html", text="<p>Else.")
    (site / ".gitattributes").write_text("* diff=spy filter=a=b\n*.html filter=spy\n")
    keys = ["core.fsmonitor", "diff.external", "diff.spy.command", "diff.spy.textconv", "core.pager", "core.sshCommand"]
    keys += ["filter.spy.clean", "filter.spy.process", "filter.a=b.clean"]
    for key in keys:
        git("config", key, str(spy))
    git("config", "core.hooksPath", str(hooks))
    git("config", "filter.spy.required", "true")
    os.utime(site / "news/c.html")
    assert changed("start", ["."]) == ["a.html", "b.html"]
    assert not (tmp_path / "ran").exists()


def test_settings_that_come_with_the_environment_stay(git, monkeypatch, tmp_path):
    fill(tmp_path / "site", "b.html", text="<p>Else.")
    for name, value in {"COUNT": "1", "KEY_0": "core.excludesFile", "VALUE_0": str(tmp_path / "mine")}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    (tmp_path / "mine").write_text("new.html")
    fill(tmp_path / "site", "new.html")
    assert changed("start", ["."]) == ["b.html"]
