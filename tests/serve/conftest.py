"""The server as people start it: a process of its own, asked over the network."""

import http.client
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

TOKEN = "a-token-of-our-own"


@dataclass
class Server:
    """A running server. `said` is what it printed when it started."""

    process: subprocess.Popen
    port: int
    said: str
    log: Path
    token: str = TOKEN

    def ask(self, method, path, body=None, *, token=TOKEN, **headers):
        """The status, and the JSON that is answered."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, data, {name: value for name, value in sent.items() if value is not None})
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None
        finally:
            connection.close()

    def check(self, html, **more):
        status, told = self.ask("POST", "/check", {"html": html, **more})
        assert status == 200, told
        return told

    def end(self, signal=None):
        """End it, by a signal or by force; the exit code."""
        self.process.send_signal(signal) if signal else self.process.kill()
        return self.process.wait(30)


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """Start a server in a folder; it is ended with the tests of the file."""
    started = []

    def begin(folder=None, *options, token=TOKEN):
        folder = folder or tmp_path_factory.mktemp("site")
        log = tmp_path_factory.mktemp("log") / "log"
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        environment |= {"PYTHONUNBUFFERED": "1"} | ({"BYLINT_SERVE_TOKEN": token} if token else {})
        command = [str(Path(sys.executable).parent / "bylint"), "serve", "--port", "0", "--jobs", "2", *options]
        with log.open("wb") as errors:
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
        said = process.stdout.readline()
        found = re.search(r"http://\S+:(\d+)/check", said)
        assert found, said + log.read_text()
        said += "" if token else process.stdout.readline()
        started.append(Server(process, int(found[1]), said, log))
        return started[-1]

    yield begin
    for server in started:
        server.end()
        server.process.stdout.close()


@pytest.fixture(scope="module")
def server(start):
    return start()
