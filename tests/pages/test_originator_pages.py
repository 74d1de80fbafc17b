"""Every demand of every shipped originator has a page that keeps it and one that breaks it, and the rules tell them apart."""

from datetime import date

import pytest
from lxml import html

from bylint.config.contracts import read_originator
from bylint.originators import EDITS, UNCHECKED, Demand, Originator, Reading
from bylint.plugins import load
from bylint.specimens import specimens
from bylint.trial import tried

TODAY = date.today()
PACKS = load()
FILES = sorted(file for folder in PACKS.originators for file in folder.glob("*.toml"))


@pytest.fixture(scope="module")
def trials():
    """What became of each demand of a file, by its place in it; a file is tried once."""
    known = {}

    def of(file):
        if file not in known:
            known[file] = {id(trial.demand): trial for trial in tried(read_originator(file), PACKS, TODAY)}
        return known[file]

    return of


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shipped_originator_has_no_fault_and_its_demands_are_told_apart(file):
    one = read_originator(file)
    trials = {id(trial.demand): trial for trial in tried(one, PACKS, TODAY)}
    untried = {demand.kind for demand in one.demands if id(demand) not in trials}
    assert untried <= {EDITS, UNCHECKED, "too-long"}
    faults = [f"{trial.demand.kind} ({trial.demand.weight}): {fault}" for trial in trials.values() for fault in trial.faults]
    assert faults == []
