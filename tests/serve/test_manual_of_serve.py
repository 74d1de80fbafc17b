"""The example of the manual is so, sent by the command that it names."""

import json
import re
import subprocess
from pathlib import Path

import pytest

MANUAL = (Path(__file__).parents[2] / "docs" / "serve.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", MANUAL, re.M | re.S)


def within(part, whole):
    """Whether a value has all that another shows of it."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and within(value, whole[name]) for name, value in part.items())
    if isinstance(part, list):
        return len(part) == len(whole) and all(map(within, part, whole))
    return part == whole


@pytest.fixture
def asked():
    return next(text for kind, text in BLOCKS if kind == "sh" and text.startswith("curl"))


def test_the_example_gives_that_answer(server, asked):
    body = json.loads(re.search(r"-d '(.*)'", asked, re.S)[1])
    (shown,) = (json.loads(text) for kind, text in BLOCKS if kind == "json")
    told = server.ask("POST", "/check", body)
    assert told[0] == 200
    assert within(shown, told[1]), json.dumps(told[1], indent=1)


def test_the_example_works_as_it_is_typed(server, asked):
    """With the port and the token of this server."""
    line = asked.replace(":8427", f":{server.port}").replace("curl ", "curl --silent --fail ", 1)
    try:
        ended = subprocess.run(["curl", "--version"], capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no curl here")
    assert ended.returncode == 0
    ended = subprocess.run(line, shell=True, env={"BYLINT_SERVE_TOKEN": server.token, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True)
    assert json.loads(ended.stdout)["verdict"] == "block", ended.stderr
