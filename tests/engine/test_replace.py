"""Files are written whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
import time

import pytest

from bylint.replace import ReplaceError, replace

OLD, NEW = b"old " * 50_000, b"new " * 60_000


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path):
    page, link = tmp_path / "a.html", tmp_path / "b.html"
    page.write_bytes(OLD)
    page.chmod(0o640)
    link.symlink_to("a.html")
    replace(link, [NEW], was=OLD)
    assert page.read_bytes() == NEW
    assert link.is_symlink()
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.html", "b.html"]


def test_a_file_that_changed_meanwhile_stays(tmp_path):
    page = tmp_path / "a.html"
    page.write_bytes(b"changed")
    with pytest.raises(ReplaceError, match="changed by somebody else"):
        replace(page, [NEW], was=OLD)
    assert page.read_bytes() == b"changed"
    assert names(tmp_path) == ["a.html"]


def test_a_file_stays_where_what_it_is_to_hold_cannot_be_had(tmp_path):
    page = tmp_path / "a.html"
    page.write_bytes(OLD)

    def parts():
        yield b"half"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        replace(page, parts(), was=OLD)
    assert page.read_bytes() == OLD
    assert names(tmp_path) == ["a.html"]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ReplaceError, match="No such file or directory"):
        replace(tmp_path / "no" / "a.html", [NEW])


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everything")
def test_a_file_that_is_read_only_stays(tmp_path):
    page = tmp_path / "a.html"
    page.write_bytes(OLD)
    page.chmod(0o444)
    with pytest.raises(ReplaceError, match="read-only"):
        replace(page, [NEW])
    assert page.read_bytes() == OLD


def test_killed_at_any_moment_a_file_is_the_old_one_or_the_new_one(tmp_path):
    page = tmp_path / "a.html"
    script = (
        "import sys\nfrom pathlib import Path\nfrom bylint.replace import replace\n"
        "old, new = b'old ' * 50_000, b'new ' * 60_000\nprint('ready', flush=True)\n"
        "while True:\n    replace(Path(sys.argv[1]), [new], was=old)\n    replace(Path(sys.argv[1]), [old], was=new)\n"
    )
    page.write_bytes(OLD)
    for moment in range(12):
        if page.read_bytes() == NEW:
            page.write_bytes(OLD)
        child = subprocess.Popen([sys.executable, "-c", script, page], stdout=subprocess.PIPE)
        child.stdout.readline()
        time.sleep(0.003 * moment)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert page.read_bytes() in (OLD, NEW)
    # What a kill leaves behind is no page.
    assert all(name == "a.html" or (name.startswith(".bylint-") and name.endswith(".tmp")) for name in names(tmp_path))
