"""Entry points are found as importlib.metadata finds them."""

import sys
import zipfile
from importlib.metadata import entry_points

import pytest

from bylint.entries import entries


def known(group):
    return sorted((entry.name, entry.value) for entry in entry_points(group=group))


def found(group):
    return [(entry.name, entry.value) for entry in entries(group)]


def install(folder, name, text):
    folder = folder / f"{name}.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name.partition('-')[0]}\nVersion: 1\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("group", ["bylint", "console_scripts", "pytest11", "no-such-group"])
def test_those_of_this_environment(group):
    assert found(group) == known(group)


def test_of_two_installs_of_one_distribution_the_first_on_the_path_counts(tmp_path, monkeypatch):
    install(tmp_path / "a", "House_Rules-2", "# ours\n[other]\nwrong = other\n\n[shelf]\nfirst=house.rules\n  second = house.more\n")
    install(tmp_path / "b", "house.rules-1", "[shelf]\nold = house\n")
    for folder in ("b", "a"):
        monkeypatch.syspath_prepend(tmp_path / folder)
    assert found("shelf") == known("shelf") == [("first", "house.rules"), ("second", "house.more")]


def test_a_zip_file_on_the_path_is_looked_into(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "packs.zip", "w") as packed:
        packed.writestr("house_rules-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: house-rules\nVersion: 1\n")
        packed.writestr("house_rules-1.dist-info/entry_points.txt", "[shelf]\nhouse = house\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "packs.zip")])
    assert found("shelf") == [("house", "house")]
