"""What the hosts that bylint runs in need: pages to find something on, and bylint's needs lent so that nothing is downloaded."""

import os
import sys
from pathlib import Path

import pytest

CREDITED = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry back in service - Island Wire</title>
<link rel="canonical" href="https://harbourgazette.example/ferry/"></head>
<body><article><h1>Ferry back in service</h1><p class="byline">By Marta Lindqvist</p>
<p>The ferry to the islands sails again from Monday, the harbour office said on Friday evening.</p>
<p>Source: <a href="https://harbourgazette.example/ferry/">Harbour Gazette</a></p></article></body></html>
"""
LABEL = "<p>Advertisement</p>\n"


@pytest.fixture(scope="session")
def credited():
    """A page with nothing to find on it."""
    return CREDITED


@pytest.fixture(scope="session")
def labelled():
    """The same with a label of an advertisement, which is an error that can be mended safely."""
    return CREDITED.replace("<p>The", f"{LABEL}<p>The")


@pytest.fixture(scope="session")
def environment():
    """The variables of this process, with this `bylint` first on the path; none of git's own, as a hook of git may run the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") and name != "PYTHONPATH"}
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def offline():
    """Variables that let pip install bylint from its folder without downloading what it depends on."""
    lent = os.pathsep.join(folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages")))
    return {"PYTHONPATH": lent, "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
