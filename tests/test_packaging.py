"""The wheel holds all that the source does, and works where the source is not."""

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "docs" / "example.html"
# All that is to be found on the example page: the rule, and the beginning of the line it is found on.
FOUND = [
    ("metadata/image-url", '<meta property="og:image"'),
    ("metadata/date-order", '  "dateModified"'),
    ("metadata/author-invalid", '  "author"'),
    ("attribution/source-missing", "<h1>"),
    ("attribution/byline-empty", '<p class="byline">'),
    ("ads/label-left", '<div class="ad-slot"'),
    ("boilerplate/related-links", "<p>Read also"),
    ("boilerplate/repeated-block", "<p>The lens"),
    ("boilerplate/promo", '<p><a href="https://harbourgazette.example/letter/">'),
    ("ads/slot-left", '<ins class="adsbygoogle"'),
    ("attribution/source-placeholder", "<p><a>Source link"),
    ("boilerplate/feed-footer", "<p>The post"),
    ("boilerplate/comment-form", "<h3>Leave a Reply"),
]


@pytest.fixture(scope="module")
def installed(environment, bylint_wheel):
    return environment(bylint_wheel)


def test_the_wheel_holds_the_files_of_the_source_and_no_others(bylint_wheel):
    roots = [ROOT / "lint", ROOT / "rules", ROOT / "schemas"]
    source = {
        file.relative_to(root).as_posix()
        for root in roots
        for file in root.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    built = {name for name in zipfile.ZipFile(bylint_wheel).namelist() if ".dist-info/" not in name}
    assert built == source
    assert {"bylint/py.typed", "bylint_rules/py.typed", "bylint_schemas/py.typed"} <= built


def test_the_wheel_carries_its_licence(bylint_wheel):
    with zipfile.ZipFile(bylint_wheel) as files:
        (licence,) = (name for name in files.namelist() if name.endswith("/licenses/LICENSE"))
        (metadata,) = (name for name in files.namelist() if name.endswith(".dist-info/METADATA"))
        assert files.read(licence).startswith(b"MIT License")
        assert "License-Expression: MIT\n" in files.read(metadata).decode()


def test_the_installed_command_uses_no_file_of_the_source(installed, tmp_path):
    modules = "import bylint, bylint_rules, bylint_schemas as s; print(bylint.__file__, bylint_rules.__file__, s.__file__, sep='\\n')"
    places = subprocess.run([installed / "python", "-c", modules], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    for place in places.splitlines():
        assert Path(place).is_relative_to(installed.parent)


def test_the_installed_command_finds_what_is_wrong_with_the_example_and_nothing_in_its_story(command, installed, tmp_path):
    ended = command("check", EXAMPLE, "--isolated", "--format", "json", cwd=tmp_path, scripts=installed)
    assert (ended.returncode, ended.stderr) == (1, "")
    (page,) = json.loads(ended.stdout)["files"]
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    found = [(finding["rule"], lines[finding["line"] - 1]) for finding in page["findings"]]
    assert [rule for rule, _ in found] == [rule for rule, _ in FOUND]
    assert [line for (_, line), (_, beginning) in zip(found, FOUND, strict=True) if not line.startswith(beginning)] == []


def test_a_clean_page_ends_with_0(command, installed, tmp_path):
    (tmp_path / "page.html").write_text("<p>The ferry sails again from Monday, the harbour office said.</p>", encoding="utf-8")
    ended = command("check", "page.html", "--isolated", "--ignore", "attribution", cwd=tmp_path, scripts=installed)
    assert (ended.returncode, ended.stderr) == (0, "")
