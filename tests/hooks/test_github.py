"""The action for GitHub: its form is valid, and its scripts do what they say when they are run as GitHub runs them."""

import json
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
DEFAULTS = {f"inputs.{name}": given["default"] for name, given in ACTION["inputs"].items()}
HOSTILE = "a'b \"c\" $(touch ran) `touch ran` ; touch ran; ${HOME}"


class Ended(NamedTuple):
    code: int
    log: str
    outputs: dict[str, str]
    summary: str
    used: dict[str, dict[str, str]]


def value(text, context):
    """A text with its expressions evaluated, which are names or several of which the first that is not empty counts."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: next(filter(None, (context.get(name, "") for name in found[1].split(" || "))), ""), text)


def holds(condition, context):
    parts = [re.fullmatch(r"([\w.-]+) (==|!=) '(\w*)'", part) for part in condition.split(" && ")]
    return all((context.get(part[1], "") == part[3]) == (part[2] == "==") for part in parts)


@pytest.fixture
def act(tmp_path, environment, offline):
    """Run the steps of the action in a workspace with inputs, `bylint` in place of what would be installed, or else installing it."""
    workspace, temporary = tmp_path / "work space", tmp_path / "temporary files"
    workspace.mkdir()
    temporary.mkdir()

    def run(bylint=SCRIPTS / "bylint", **inputs):
        context = DEFAULTS | {f"inputs.{name.replace('_', '-')}": given for name, given in inputs.items()}
        context |= {"github.action_path": str(ROOT)}
        summary, log, used = tmp_path / "summary", "", {}
        for number, step in enumerate(STEPS):
            output = tmp_path / f"output.{number}"
            output.touch()
            if not holds(step.get("if", "runner.os != 'BeOS'"), context):
                continue
            if "uses" in step:
                used[step["uses"].partition("@")[0]] = {name: value(given, context) for name, given in step["with"].items() if isinstance(given, str)}
            elif step.get("id") == "install" and bylint:
                output.write_text(f"bylint={bylint}\nfolder={temporary}\n", encoding="utf-8")
            else:
                script = tmp_path / f"script.{number}"
                script.write_text(step["run"], encoding="utf-8")
                own = {name: value(given, context) for name, given in step.get("env", {}).items()}
                files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(temporary)}
                words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
                ended = subprocess.run(
                    words, cwd=workspace, env=environment | offline | files | own, capture_output=True, text=True, encoding="utf-8", timeout=120
                )
                log += ended.stdout + ended.stderr
            for line in output.read_text(encoding="utf-8").splitlines():
                name, _, given = line.partition("=")
                context[f"steps.{step['id']}.outputs.{name}"] = given
        outputs = {name: value(given["value"], context) for name, given in ACTION["outputs"].items()}
        return Ended(ended.returncode, log, outputs, summary.read_text(encoding="utf-8") if summary.exists() else "", used)

    run.workspace = workspace
    return run


@pytest.fixture
def fake(tmp_path):
    """A `bylint` that writes down how it was called, makes the reports it is asked for, and ends with a code."""

    def make(code=0, says="", report="found"):
        script = tmp_path / "fake bylint"
        script.write_text(
            f"""#!{sys.executable}
import json, sys
json.dump(sys.argv[1:], open({str(tmp_path / "called")!r}, "w"))
for option, value in zip(sys.argv, sys.argv[1:]):
    if option == "--report":
        open(value.partition("=")[2], "w").write({report!r})
print({says!r})
sys.exit({code})
""",
            encoding="utf-8",
        )
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        return script

    make.called = lambda: json.loads((tmp_path / "called").read_text(encoding="utf-8"))
    return make


def test_it_is_a_valid_action():
    ended = subprocess.run([SCRIPTS / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml"], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout


def test_other_actions_are_named_by_what_they_are_and_not_by_a_tag():
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"]) for step in STEPS if "uses" in step)


@pytest.mark.parametrize("script", [step["run"] for step in STEPS if "run" in step])
def test_no_script_has_a_fault_or_a_foreign_part(script):
    assert "${{" not in script
    ended = subprocess.run([SCRIPTS / "shellcheck", "--shell=bash", "-"], input=script, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout


def test_it_asks_for_reports_and_hands_them_on(act, fake):
    ended = act(fake(code=1, says="::error::found", report="findings"), sarif="true")
    assert ended.code == 1
    assert ended.outputs["exit-code"] == "1"
    assert Path(ended.outputs["sarif-file"]).read_text(encoding="utf-8") == "findings"
    assert ended.used == {"github/codeql-action/upload-sarif": {"sarif_file": ended.outputs["sarif-file"]}}
    assert ended.summary == "findings"
    assert "::error::found" in ended.log
    assert fake.called()[:3] == ["check", "--format", "github"]
    assert fake.called()[-2:] == ["--", "."]


@pytest.mark.parametrize("code", [0, 1, 2, 130])
def test_it_ends_as_bylint_does(act, fake, code):
    ended = act(fake(code))
    assert (ended.code, ended.outputs["exit-code"]) == (code, str(code))
    assert ended.used == {}


def test_what_is_put_in_stays_what_it_is(act, fake):
    ended = act(fake(), paths=f"{HOSTILE}\n\n--help\ntwo words\n", args=f"--select={HOSTILE}\n--every", fail_on=HOSTILE, summary=HOSTILE, annotations=HOSTILE)
    assert ended.code == 0, ended.log
    words = fake.called()
    assert f"--fail-on={HOSTILE}" in words
    assert words[words.index("--") - 2 :] == [f"--select={HOSTILE}", "--every", "--", HOSTILE, "--help", "two words"]
    assert [file.name for file in act.workspace.rglob("*")] == []
    assert ended.summary == ""


def test_text_of_a_page_is_no_command_in_the_log(act, fake):
    ended = act(fake(says="::warning::from a page"), annotations="false")
    (stop,) = re.findall("^::stop-commands::(stop-.{12})$", ended.log, re.M)
    assert re.search(rf"^::stop-commands::{stop}\n::warning::from a page\n::{stop}::$", ended.log, re.M)


def test_a_summary_that_github_would_not_show_says_so(act, fake):
    ended = act(fake(code=1, report="x" * 1_100_000))
    assert ended.code == 1
    assert "more than fits" in ended.summary
    assert len(ended.summary) < 200


def test_a_repository_cannot_put_its_own_python_in_place(act, credited):
    for name in ("venv", "ensurepip", "pip", "bylint", "lxml", "sitecustomize"):
        (act.workspace / f"{name}.py").write_text("open('ran', 'w')", encoding="utf-8")
    (act.workspace / "page.html").write_text(credited, encoding="utf-8")
    ended = act(bylint=None)
    assert ended.code == 0, ended.log
    assert not (act.workspace / "ran").exists()


def test_findings_are_in_the_log_the_summary_and_the_file(act, labelled, credited):
    (act.workspace / "built site").mkdir()
    (act.workspace / "built site" / "story.html").write_text(labelled, encoding="utf-8")
    (act.workspace / "other.html").write_text(credited, encoding="utf-8")
    ended = act(paths="built site\nother.html", args="--no-cache", sarif="true")
    assert ended.code == 1, ended.log
    assert re.search("^::error .*file=built site/story.html", ended.log, re.M)
    assert "announces an advertisement" in ended.summary
    sarif = json.loads(Path(ended.outputs["sarif-file"]).read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in sarif["runs"][0]["results"]] == ["ads/label-left"]


def test_what_cannot_be_checked_fails_the_job(act):
    ended = act(paths="nowhere", fail_on="never", sarif="true")
    assert ended.code == 2
    assert "nowhere" in ended.log
    assert ended.used == {}
