"""The server in a real editor, with the configuration that the manual gives."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MANUAL = Path(__file__).parents[2] / "docs" / "editors.md"
STEPS = """
vim.cmd("edit " .. vim.fn.fnameescape(PAGE))
local function found()
  return vim.diagnostic.get(0)
end
assert(vim.wait(20000, function() return #found() > 0 end, 20), "no diagnostics came")
local told = {}
for _, each in ipairs(found()) do
  local line = vim.api.nvim_buf_get_lines(0, each.lnum, each.lnum + 1, true)[1]
  table.insert(told, each.code .. "=" .. line:sub(each.col + 1, each.end_col))
end
vim.fn.writefile(told, TOLD)
-- A server that has ended is started anew when a page is opened.
vim.lsp.stop_client(vim.lsp.get_active_clients())
assert(vim.wait(20000, function() return #vim.lsp.get_active_clients() == 0 end, 20), "the server did not end")
vim.diagnostic.reset()
vim.cmd("edit")
assert(vim.wait(20000, function() return #found() > 0 end, 20), "no diagnostics came of the second server")
vim.cmd("BylintFix")
vim.cmd("write")
vim.cmd("qall!")
"""


@pytest.mark.skipif(not shutil.which("nvim"), reason="Neovim is not installed")
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_neovim_marks_what_is_found_and_fixes_as_the_command_does(tmp_path, command, newline):
    snippet = re.search(r"```lua\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.S)[1]
    story = "<p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
    lines = ["<article>", "<h1>Fähre 😀</h1>", story, "\t<!-- 😀é שלום --><p>Advertisement</p>", story, "<p>Ã©tÃ©</p>", story, "</article>", ""]
    page, twin, told = tmp_path / "a.html", tmp_path / "twin" / "a.html", tmp_path / "told.txt"
    twin.parent.mkdir()
    for each in (page, twin):
        each.write_bytes(newline.join(lines).encode())
    (tmp_path / "init.lua").write_text(snippet, encoding="utf-8")
    (tmp_path / "steps.lua").write_text(f"PAGE, TOLD = [[{page}]], [[{told}]]\n{STEPS}", encoding="utf-8")
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
    words = ["nvim", "--headless", "-n", "-u", "init.lua", "-c", "filetype on", "-c", "luafile steps.lua", "-c", "cquit"]
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    command("check", twin, "--fix", cwd=tmp_path)
    assert "ads/label-left=Advertisement" in told.read_text(encoding="utf-8").splitlines()
    assert page.read_bytes() == twin.read_bytes() != newline.join(lines).encode()
