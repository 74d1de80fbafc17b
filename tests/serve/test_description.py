"""What the server says of itself is so: tried by a program that reads the description and nothing else."""

import re
import subprocess
import sys
from pathlib import Path

from jsonschema import Draft202012Validator


def test_the_description_is_kept(server, tmp_path):
    """Schemathesis sends what fits the description and what does not, and holds the answers against it."""
    command = [str(Path(sys.executable).parent / "schemathesis"), "run", f"http://127.0.0.1:{server.port}/openapi.json"]
    options = ["--header", f"Authorization: Bearer {server.token}", "--max-examples", "40", "--seed", "1", "--generation-database", "none"]
    ended = subprocess.run([*command, *options], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr
    # It went through all operations, and its requests came to checks as well as to refusals.
    asked = set(re.findall(r'"(/[a-z.]+)" (\d+)', server.log.read_text()))
    assert {("/check", "200"), ("/check", "401"), ("/check", "422"), ("/health", "200"), ("/openapi.json", "200")} <= asked


def test_an_answer_is_as_described(server):
    told = server.ask("GET", "/openapi.json")[1]
    answer = {"$ref": "#/components/schemas/Answer", "components": told["components"]}
    Draft202012Validator(answer).validate(server.check("<p>Advertisement</p>", fields={"author": "admin"}))
    assert told["openapi"].startswith("3.1.")
