"""What several test files need: the command as people type it, and fresh environments to install wheels in."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

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
