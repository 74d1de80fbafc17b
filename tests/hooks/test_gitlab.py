"""The job for GitLab: its form is valid, and its commands leave the reports that it promises."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "docs" / "ci" / "gitlab.yml"
JOB = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))["bylint"]


@pytest.fixture
def job(tmp_path, environment, offline):
    """Run a part of the job as GitLab's runner does: one script in the project's folder, which ends with the first failure."""

    def run(part, **variables):
        own = JOB["variables"] | variables
        words = ["sh", "-euc", "\n".join(JOB[part])]
        return subprocess.run(words, cwd=tmp_path, env=environment | offline | own, capture_output=True, text=True, encoding="utf-8", timeout=120)

    return run


def test_it_is_a_valid_job():
    words = [Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", TEMPLATE]
    ended = subprocess.run(words, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout


def test_bylint_is_installed(job, tmp_path):
    ended = job("before_script", BYLINT=str(ROOT), PIP_TARGET=str(tmp_path / "installed"))
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "installed" / "bylint" / "cli" / "check.py").is_file()


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("never", 0)])
def test_findings_are_in_the_artifacts(job, tmp_path, labelled, fail_on, code):
    (tmp_path / "built site").mkdir()
    (tmp_path / "built site" / "story.html").write_text(labelled, encoding="utf-8")
    ended = job("script", BYLINT_PATH="built site", BYLINT_FAIL_ON=fail_on)
    assert ended.returncode == code, ended.stderr
    kept = {kind: tmp_path / name for kind, name in JOB["artifacts"]["reports"].items()}
    assert [found["check_name"] for found in json.loads(kept["codequality"].read_text(encoding="utf-8"))] == ["ads/label-left"]
    assert list(ElementTree.parse(kept["junit"]).getroot().iter("failure"))


def test_a_folder_that_is_not_there_fails_the_job(job):
    ended = job("script", BYLINT_PATH="--help", BYLINT_FAIL_ON="never")
    assert ended.returncode == 2
    assert "There is no “--help”" in ended.stderr
