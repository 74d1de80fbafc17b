"""The extension for VS Code: what is built of it, and that in VS Code it does what the command does."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "editors" / "vscode"
DRIVER = Path(__file__).with_name("driver.js")
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# What npm says where it reaches no package index, or one without the packages.
UNREACHED = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ENOTCACHED|SOCKET_TIMEOUT|E403|E404")
# Loads the bundle as an editor does, and says what it asks for and what it gives.
LOAD = """
const Module = require("node:module"), load = Module._load, asked = new Set();
const anything = new Proxy(class {}, { get: (own, name) => (name === "version" ? "1.91.0" : name === "prototype" ? own.prototype : anything) });
Module._load = (name, ...rest) => {
  asked.add(name);
  return name === "vscode" ? anything : load(name, ...rest);
};
const extension = require(process.argv[1]);
console.log(JSON.stringify({ asked: [...asked].filter((name) => !Module.isBuiltin(name) && name !== process.argv[1]), given: Object.keys(extension) }));
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The extension as it is built by the words of the manual, far from its source."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("Node and npm, which build the extension, are not installed")
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    if int(node.lstrip("v").partition(".")[0]) < 20:
        pytest.skip(f"the extension is built with Node 20 or later, and here is {node.strip()}")
    folder = tmp_path_factory.mktemp("vscode") / "made"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    options = {"cwd": folder, "capture_output": True, "text": True, "encoding": "utf-8", "timeout": 300}
    got = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=0"], **options)
    if got.returncode and UNREACHED.search(got.stderr):
        pytest.skip("npm reaches no package index from here")
    assert got.returncode == 0, got.stderr
    built = subprocess.run(["npm", "run", "package"], **options)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "dist" / "bylint.vsix"


def test_the_package_is_small_and_holds_all_that_it_names(package):
    assert package.stat().st_size < 300_000
    with zipfile.ZipFile(package) as files:
        names = {*files.namelist()}
        manifest = json.loads(files.read("extension/package.json"))
        bundle = files.read("extension/dist/extension.js").decode()
        licences = files.read("extension/dist/LICENSES.txt").decode()
        assert files.read("extension/LICENSE.txt") == (FOLDER.parents[1] / "LICENSE").read_bytes()
    main = f"extension/{manifest['main'].removeprefix('./')}"
    own = {main, "extension/package.json", "extension/readme.md", "extension/LICENSE.txt", "extension/dist/LICENSES.txt"}
    assert names == {*own, "extension.vsixmanifest", "[Content_Types].xml"}
    assert "vscode-languageclient" in licences and "Permission is hereby granted" in licences
    for name in manifest["contributes"]["configuration"]["properties"]:
        assert f'"{name.removeprefix("bylint.")}"' in bundle
    for each in manifest["contributes"]["commands"]:
        assert f'"{each["command"]}"' in bundle


def test_the_bundle_needs_nothing_but_the_editor(package, tmp_path):
    with zipfile.ZipFile(package) as files:
        files.extractall(tmp_path)
    loaded = subprocess.run(["node", "-e", LOAD, tmp_path / "extension" / "dist" / "extension.js"], capture_output=True, text=True, timeout=60)
    assert loaded.returncode == 0, loaded.stderr
    assert json.loads(loaded.stdout) == {"asked": ["vscode"], "given": ["activate", "deactivate"]}


def test_no_lock_names_a_registry_and_all_is_of_a_known_sum():
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    for name, each in lock["packages"].items():
        assert not name or ("integrity" in each and "resolved" not in each), name


WORD = '''
from bylint import Problem, Span, rule

@rule("house/word", severity="error", bad=("<p>WORD",), good=("<p>",))
def word(page):
    """A word that is not ours."""
    if "WORD" in page.source.text:
        start = page.source.text.index("WORD")
        yield Problem(Span(start, start + 4), "The word is not ours. Take it out.")

def bylint_rules():
    return [word]
'''


@pytest.mark.skipif(not (shutil.which("code-server") and BROWSER), reason="code-server (VS Code for a browser) and Chromium are not both installed")
@pytest.mark.parametrize("trusted", [True, False])
def test_in_vs_code_it_finds_and_fixes_as_the_command_does_and_runs_code_of_trusted_workspaces_alone(package, tmp_path, command, trusted):
    home, twin, told = tmp_path / "workspace", tmp_path / "twin", tmp_path / "told.json"
    story = "<p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
    lines = ["<article>", "<h1>Fähre 😀</h1>", story, "\t<!-- 😀é --><p>Advertisement</p>", story, "<p>WORD Ã©tÃ©</p>", story, "</article>"]
    for folder in (home, twin):
        folder.mkdir()
        (folder / "a.html").write_text("\n".join(lines), encoding="utf-8")
        (folder / "bylint.toml").write_text('plugins = ["house.py"]\n[rules]\n"house/word" = "error"\n', encoding="utf-8")
        (folder / "house.py").write_text(WORD, encoding="utf-8")
    (home / ".vscode").mkdir()
    # Those of a workspace that is not trusted must not count: there, only the user's do.
    own = {"bylint.trust": True, **({} if trusted else {"bylint.command": "${workspaceFolder}/stranger.sh"})}
    (home / ".vscode" / "settings.json").write_text(json.dumps(own), encoding="utf-8")
    (home / "stranger.sh").write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n", encoding="utf-8")
    (home / "stranger.sh").chmod(0o755)

    extensions, data = tmp_path / "extensions", tmp_path / "data"
    with zipfile.ZipFile(package) as files:
        files.extractall(tmp_path / "unpacked")
    shutil.copytree(tmp_path / "unpacked" / "extension", extensions / "bylint")
    shutil.copytree(DRIVER.parent, extensions / "driver", ignore=lambda _, names: [name for name in names if name != DRIVER.name])
    driver = {"name": "driver", "publisher": "test", "version": "1.0.0", "engines": {"vscode": "^1.91.0"}, "main": DRIVER.name}
    driver |= {"activationEvents": ["onStartupFinished"], "capabilities": {"untrustedWorkspaces": {"supported": True}}}
    (extensions / "driver" / "package.json").write_text(json.dumps(driver), encoding="utf-8")
    (data / "User").mkdir(parents=True)
    settings = {
        "bylint.command": str(Path(sys.executable).with_name("bylint")),
        "[html]": {"editor.codeActionsOnSave": {"source.fixAll.bylint": "explicit"}},
        "security.workspace.trust.startupPrompt": "never",
        "telemetry.telemetryLevel": "off",
    }
    (data / "User" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")

    environment = os.environ | {"BYLINT_TOLD": str(told)}
    words = ["code-server", "--user-data-dir", data, "--extensions-dir", extensions, "--config", tmp_path / "config.yaml", "--auth", "none"]
    words += ["--bind-addr", "127.0.0.1:0", "--disable-telemetry", "--disable-update-check", *(["--disable-workspace-trust"] if trusted else [])]
    with (tmp_path / "log.txt").open("wb") as log:
        server = subprocess.Popen([*map(str, words), str(home)], env=environment, stdout=log, stderr=log, start_new_session=True)
    browser = None
    try:
        address = wait(lambda: re.search(r"listening on (http://\S+)", (tmp_path / "log.txt").read_text(encoding="utf-8")), 30)[1]
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={tmp_path}/browser"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        browser = subprocess.Popen([BROWSER, *flags, f"{address}?folder={home}"], start_new_session=True, **quiet)
        wait(told.exists, 90)
    finally:
        for each in filter(None, (browser, server)):
            os.killpg(each.pid, 15)
            each.wait(20)
    told = json.loads(told.read_text(encoding="utf-8"))
    assert "error" not in told, told["error"]
    assert told["trusted"] == trusted
    assert "ads/label-left=Advertisement" in told["found"] and told["again"] == told["found"]
    assert ("house/word=WORD" in told["found"]) == trusted
    assert told["draft"] == "ads/label-left"
    assert not (tmp_path / "ran").exists()
    (twin / "a.html").write_text("\n".join([*lines, ""]), encoding="utf-8")
    command("check", twin / "a.html", "--fix", cwd=twin)
    assert (home / "a.html").read_bytes() == (twin / "a.html").read_bytes() != "\n".join([*lines, ""]).encode()


def wait(condition, seconds):
    """What a condition gives once it gives something."""
    until = time.monotonic() + seconds
    while not (got := condition()):
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.1)
    return got
