"""The server in Emacs, with the configuration that the manual gives."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MANUAL = Path(__file__).parents[2] / "docs" / "editors.md"
STEPS = """
(setq eglot-connect-timeout 60 eglot-sync-connect 60)
(find-file PAGE)
(run-hooks 'post-command-hook)  ; Emacs connects once the command that opened the page is done
(defun wait (what condition)
  (let ((until (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) until) (error "%s did not come" what))
      (accept-process-output nil 0.05))))
(wait "diagnostics" #'flymake-diagnostics)
(with-temp-file TOLD
  (dolist (each (with-current-buffer (get-file-buffer PAGE) (flymake-diagnostics)))
    (insert (flymake-diagnostic-text each) "=")
    (insert-buffer-substring (get-file-buffer PAGE) (flymake-diagnostic-beg each) (flymake-diagnostic-end each))
    (insert "\\n")))
(bylint-fix)
(save-buffer)
(wait "an end" (lambda () (ignore-errors (eglot-shutdown (eglot-current-server)) t)))
"""


@pytest.fixture(scope="module")
def emacs():
    """Emacs with eglot, built in or a package of the system's."""
    words = ["emacs", "--batch", "--eval", "(progn (package-initialize) (require 'eglot))"]
    if not shutil.which("emacs") or subprocess.run(words, capture_output=True, timeout=60).returncode:
        pytest.skip("Emacs with eglot is not installed")
    return words[:2]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_emacs_marks_what_is_found_and_fixes_as_the_command_does(emacs, tmp_path, command, newline):
    snippet = re.search(r"```elisp\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.S)[1]
    story = "<p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
    lines = ["<article>", "<h1>Fähre 😀</h1>", story, "\t<!-- 😀é שלום --><p>Advertisement</p>", story, "<p>Ã©tÃ©</p>", story, "</article>", ""]
    page, twin, told = tmp_path / "a.html", tmp_path / "twin" / "a.html", tmp_path / "told.txt"
    twin.parent.mkdir()
    for each in (page, twin):
        each.write_bytes(newline.join(lines).encode())
    begin = f'(package-initialize)\n{snippet}\n(require \'eglot)\n(setq PAGE "{page}" TOLD "{told}")\n(prefer-coding-system \'utf-8)\n'
    (tmp_path / "steps.el").write_text(begin + STEPS, encoding="utf-8")
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
    done = subprocess.run([*emacs, "-l", "steps.el"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stderr
    command("check", twin, "--fix", cwd=tmp_path)
    assert re.search(r"ads/label-left.*=Advertisement$", told.read_text(encoding="utf-8"), re.M)
    assert page.read_bytes() == twin.read_bytes() != newline.join(lines).encode()
