"""Pressing the tab key in a real shell completes what bylint knows."""

import os
import pty
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bylint.cli import COMMANDS
from bylint.cli.completion import SHELLS

SCRIPTS = Path(sys.executable).parent
# A line that is begun, and what the tab key makes of it.
COMPLETED = {
    "bylint expl": "bylint explain",
    "bylint check --files": "bylint check --files-from",
    "bylint check --fail-on w": "bylint check --fail-on warning",
    "bylint check --format te": "bylint check --format text",
    "bylint check --select boilerpl": "bylint check --select boilerplate",
    "bylint check --ignore residue,ads/label-l": "bylint check --ignore residue,ads/label-left",
    "bylint explain attribution/byline-m": "bylint explain attribution/byline-missing",
    "bylint explain page/unr": "bylint explain page/unreadable",
    "bylint check coast-da": "bylint check coast-daily",
    "bylint check --files-from li": "bylint check --files-from list.txt",
    "bylint strip coast-da": "bylint strip coast-daily",
    "bylint baseline write coast-da": "bylint baseline write coast-daily",
    "bylint completion f": "bylint completion fish",
    "bylint nonsense --x": "bylint nonsense --x",
}
# How a shell is started at a terminal, and what it needs before it completes at all.
INTERACTIVE = {"bash": ("bash --norc --noprofile -i", ""), "zsh": ("zsh -f -i", "autoload -U compinit; compinit -u -D; ")}
START, END = "\x01", "\x05"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "coast-daily").mkdir()
    (tmp_path / "list.txt").touch()
    return tmp_path


def there(shell):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed here")
    return shell


def environment(folder):
    return {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", "TERM": "vt100", "HOME": str(folder), "LC_ALL": "C.UTF-8"}


def test_every_shell_is_tried():
    assert {*INTERACTIVE, "fish"} == set(SHELLS)


@pytest.mark.parametrize("shell", INTERACTIVE)
def test_the_tab_key_completes_a_line(shell, folder):
    words, prepare = INTERACTIVE[there(shell)]
    keyboard, terminal = pty.openpty()
    process = subprocess.Popen(words.split(), cwd=folder, env=environment(folder), stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True)
    os.close(terminal)
    screen = threading.Thread(target=read, args=[keyboard], daemon=True)
    screen.start()
    try:
        os.write(keyboard, f'{prepare}eval "$(bylint completion {shell})"; echo > ready\n'.encode())
        written(folder / "ready")
        made = {}
        for number, begun in enumerate(COMPLETED):
            # What the line has become is not run, but written to a file.
            os.write(keyboard, f"{begun}\t{START}printf '%s ' {END} > made.{number}\n".encode())
            made[begun] = written(folder / f"made.{number}").strip(" /")  # zsh takes the slash back before a space
    finally:
        process.kill()
        process.wait()
        screen.join(10)
        os.close(keyboard)
    assert made == COMPLETED


def test_fish_completes_a_line(folder):
    made = {begun: min(fish(begun, folder)[0], key=len, default="").strip("/") for begun in COMPLETED}
    assert made == {begun: line.split()[-1] if line != begun else "" for begun, line in COMPLETED.items()}


def test_what_is_offered_is_explained_whole(folder):
    (_, (said,)) = fish("bylint check --files-f", folder)
    assert said == "Check the pages listed in FILE too, one a line; `-` for standard input."


def test_all_commands_are_offered(folder):
    assert sorted(fish("bylint ", folder)[0]) == sorted(COMMANDS)


def test_completing_runs_no_code_of_the_folder_one_is_in(folder):
    (folder / "bylint.toml").write_text('plugins = ["house.py"]\n', encoding="utf-8")
    (folder / "house.py").write_text("open('ran', 'w')\n", encoding="utf-8")
    ended = complete("bylint explain ads/label-l", folder)
    assert ended.stdout == "plain,ads/label-left\n"
    assert not (folder / "ran").exists()


def test_names_are_completed_without_the_rules_and_what_they_need(folder):
    """Or each press of the key would take as long as a check does."""
    for begun in ("bylint che", "bylint check --fa", "bylint check --fail-on w"):
        ended = complete(begun, folder, PYTHONPROFILEIMPORTTIME="1")
        assert ended.stdout
        imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
        assert "bylint.cli" in imported
        assert imported & {"bylint_rules", "jsonschema", "sqlite3", "bs4"} == set()


def read(keyboard):
    """What the shell shows has to be read, or it waits."""
    try:
        while os.read(keyboard, 65536):
            pass
    except OSError:  # the shell has ended
        pass


def written(file):
    """What is in a file, once there is something."""
    end = time.monotonic() + 30
    while not (file.exists() and file.stat().st_size):
        assert time.monotonic() < end, f"{file.name} was not written"
        time.sleep(0.02)
    return file.read_text(encoding="utf-8")


def fish(begun, folder):
    """What fish offers for the last word of a line: the words, and what it says of them."""
    line = [there("fish"), "--no-config", "-c", "bylint completion fish | source; complete -C $argv[1]", begun]
    ended = subprocess.run(line, cwd=folder, env=environment(folder), capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert not ended.stderr
    offered = [line.partition("\t") for line in ended.stdout.splitlines()]
    return [word for word, _, _ in offered], [said for _, _, said in offered]


def complete(begun, folder, **more):
    """What bylint tells bash."""
    words = {"_BYLINT_COMPLETE": "bash_complete", "COMP_WORDS": begun, "COMP_CWORD": str(begun.count(" "))}
    return subprocess.run(["bylint"], cwd=folder, env={**environment(folder), **words, **more}, capture_output=True, text=True, timeout=60)
