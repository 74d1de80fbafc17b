"""What several test files need: the command as people type it, fresh environments to install wheels in, and a browser."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path

import pytest

try:
    import fcntl
except ImportError:  # on Windows
    fcntl = None

# Where other people's packages are: lent to the fresh environments, so that nothing has to be downloaded.
LENT = [folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages"))]


@pytest.fixture(scope="session")
def command():
    """Run the `bylint` beside the interpreter in `scripts` (this one's, unless told); the finished process."""

    def run(*arguments, cwd, scripts=Path(sys.executable).parent, path=""):
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PYTHONPATH": str(path)}
        words = [str(Path(scripts) / "bylint"), *map(str, arguments)]
        return subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60)

    return run


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """Build the wheel of a project; its path."""

    def build(project):
        folder = tmp_path_factory.mktemp("wheel")
        hatchling = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        subprocess.run(hatchling, cwd=project, check=True, capture_output=True)
        (made,) = folder.glob("*.whl")
        return made

    return build


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """Install wheels in a fresh environment that shares no more than this one's third-party packages; its scripts' folder."""

    def make(*wheels):
        folder = tmp_path_factory.mktemp("environment")
        venv.create(folder, symlinks=True)
        pip = [sys.executable, "-m", "pip", "--python", folder, "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", *wheels], check=True, capture_output=True)
        places = {"base": str(folder), "platbase": str(folder)}
        # Only now, or pip would find bylint there already. A .pth file in a folder named here is not read,
        # so the editable install of this environment stays out.
        Path(sysconfig.get_path("purelib", "venv", places), "lent.pth").write_text("\n".join(LENT), encoding="utf-8")
        return Path(sysconfig.get_path("scripts", "venv", places))

    return make


@pytest.fixture(scope="session")
def bylint_wheel(wheel):
    return wheel(Path(__file__).parents[1])


PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --remote-debugging-pipe"
).split()


class Browser:
    """Chromium with one tab, spoken to over a pair of pipes: JSON messages that end with NUL.

    https://chromedevtools.github.io/devtools-protocol/
    """

    def __init__(self, folder):
        (self._in, out), (into, self._out) = os.pipe(), os.pipe()

        def pipes():
            """The browser reads from its file 3 and writes to 4, which either end may happen to be here."""
            high = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (into, out)]
            os.dup2(high[0], 3), os.dup2(high[1], 4)

        command = [PROGRAM, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, pass_fds=(3, 4), preexec_fn=pipes, **quiet)
        os.close(into), os.close(out)
        self._number, self._rest, self._session, self.events = 0, b"", {}, []
        tab = self.tell("Target.createTarget", url="about:blank")["targetId"]
        self._session = {"sessionId": self.tell("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]}
        for part in ("Page", "Network", "Runtime", "Log"):
            self.tell(f"{part}.enable")

    def tell(self, method, **params):
        self._number += 1
        os.write(self._out, json.dumps({"id": self._number, "method": method, "params": params, **self._session}).encode() + b"\0")
        while (answer := self._read()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, place, width=1280, **features):
        """Open a file or an address, with so many CSS pixels, and features of the medium such as prefers_color_scheme; wait until
        all is loaded."""
        stated = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.tell("Emulation.setEmulatedMedia", features=stated, media="")
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500)
        self.events.clear()
        self.tell("Page.navigate", url=place if isinstance(place, str) else place.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._read())

    def ask(self, expression):
        """The value of an expression of JavaScript, or of what it promises."""
        answer = self.tell("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, expression, seconds=30):
        """The value of an expression of JavaScript, once it is one that counts as true."""
        until = time.monotonic() + seconds
        while not (value := self.ask(expression)):
            assert time.monotonic() < until, f"never so: {expression}"
            time.sleep(0.05)
        return value

    def press(self, key, code, text=""):
        for kind in ("keyDown", "keyUp"):
            typed = {"text": text} if text and kind == "keyDown" else {}
            self.tell("Input.dispatchKeyEvent", type=kind, key=key, code=key if key != " " else "Space", windowsVirtualKeyCode=code, **typed)

    def _read(self):
        while b"\0" not in self._rest:
            part = os.read(self._in, 1 << 16)
            assert part, "the browser ended"
            self._rest += part
        message, _, self._rest = self._rest.partition(b"\0")
        told = json.loads(message)
        if told.get("method") == "Page.javascriptDialogOpening":  # a page asks whether to leave it, and all waits
            agreed = {"id": 0, "method": "Page.handleJavaScriptDialog", "params": {"accept": True}, **self._session}
            os.write(self._out, json.dumps(agreed).encode() + b"\0")
        return told if told.get("id") != 0 else self._read()

    def close(self):
        self._process.terminate()
        self._process.wait(20)
        os.close(self._in), os.close(self._out)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """Start a browser; it is closed with the session."""
    if not PROGRAM:
        pytest.skip("no Chromium or Chrome is installed")
    if not fcntl:
        pytest.skip("the browser is spoken to over pipes that it inherits, which Windows has not")
    started = []

    def start():
        started.append(Browser(tmp_path_factory.mktemp("profile")))
        return started[-1]

    yield start
    for each in started:
        each.close()
