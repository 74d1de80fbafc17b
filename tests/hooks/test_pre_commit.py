"""The hooks, installed and run by pre-commit itself in a repository of its own. Nothing is downloaded: what bylint depends on is lent."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = (".pre-commit-hooks.yaml", "LICENSE", "README.md", "pyproject.toml", "lint", "rules", "schemas")
ME = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"}


@pytest.fixture(scope="session")
def run(environment, offline):
    def run_words(*words, cwd, **more):
        variables = environment | offline | ME | more
        return subprocess.run(words, cwd=cwd, env=variables, capture_output=True, text=True, encoding="utf-8", timeout=300)

    return run_words


@pytest.fixture(scope="session")
def commit(run):
    """Commit all that is in a folder; the revision."""

    def commit_folder(folder):
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
            ended = run("git", *words, cwd=folder)
            assert ended.returncode == 0, ended.stderr
        return run("git", "rev-parse", "HEAD", cwd=folder).stdout.strip()

    return commit_folder


@pytest.fixture(scope="session")
def published(tmp_path_factory, commit):
    """The repository that the hooks come from, as others would name it: its place and its revision."""
    folder = tmp_path_factory.mktemp("bylint")
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, folder / part)
    return folder, commit(folder)


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def site(tmp_path, published, commit, credited):
    folder, revision = published
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {folder}\n  rev: {revision}\n  hooks:\n  - id: bylint\n    exclude: ^old/\n  - id: bylint-fix\n    stages: [manual]\n",
        encoding="utf-8",
    )
    (tmp_path / "credited.html").write_text(credited, encoding="utf-8")
    commit(tmp_path)
    return tmp_path


@pytest.fixture
def hook(site, home, run):
    """Stage everything and run the hook, as `git commit` would."""

    def run_hook(*words):
        run("git", "add", "-A", cwd=site)
        return run("pre-commit", "run", "--color=never", *words, cwd=site, PRE_COMMIT_HOME=str(home))

    return run_hook


def test_the_manifest_is_valid(run):
    ended = run("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT)
    assert ended.returncode == 0, ended.stdout


def test_only_what_is_to_be_committed_is_checked(site, hook, run, credited, labelled):
    (site / "good one.html").write_text(credited, encoding="utf-8")
    (site / "notes.txt").write_text(labelled, encoding="utf-8")
    (site / "old").mkdir()
    (site / "old" / "story.html").write_text(labelled, encoding="utf-8")
    passed = hook("bylint")
    assert passed.returncode == 0, passed.stdout
    assert "Passed" in passed.stdout
    for name in ("story.html", "story two.HTM", "story.xhtml"):
        (site / name).write_text(labelled, encoding="utf-8")
    failed = hook("bylint")
    assert failed.returncode == 1
    assert "- exit code: 1" in failed.stdout
    assert "ads/label-left" in failed.stdout
    assert "Checked 4 pages" in failed.stdout
    assert not run("git", "status", "--porcelain", "--untracked-files", cwd=site).stdout.count(".bylint")


def test_nothing_but_excluded_pages_is_no_failure(site, hook, labelled):
    (site / "old").mkdir()
    (site / "old" / "story.html").write_text(labelled, encoding="utf-8")
    ended = hook("bylint")
    assert ended.returncode == 0, ended.stdout
    assert "(no files to check)" in ended.stdout


def test_options_of_ones_own(site, hook, labelled):
    config = site / ".pre-commit-config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("exclude: ^old/", "args: [--select, ads, --fail-on, never]"), encoding="utf-8")
    (site / "story.html").write_text(labelled, encoding="utf-8")
    ended = hook("bylint", "--verbose")
    assert ended.returncode == 0, ended.stdout
    assert "ads/label-left" in ended.stdout


def test_what_can_be_mended_is(site, hook, labelled):
    story = site / "story.html"
    story.write_text(labelled, encoding="utf-8")
    ended = hook("bylint-fix", "--hook-stage", "manual")
    assert ended.returncode == 1
    assert "- files were modified by this hook" in ended.stdout
    assert "Advertisement" not in story.read_text(encoding="utf-8")
    assert hook("bylint-fix", "--hook-stage", "manual").returncode == 0
