"""Every rule's examples run: they are its tests and its manual."""

import gc

import pytest

from bylint.check import Plan, RuleSetting
from bylint.config import PagePlan
from bylint.lexicon import Lexicon
from bylint.originators import Originators
from bylint.page import Page
from bylint.plugins import load
from bylint.settings import Originals, Settings
from bylint.site import examine

PACKS = load()
SETTINGS = Settings(lexicon=Lexicon(PACKS.lexicons), originators=Originators(PACKS.originators))
EXAMPLES = [
    pytest.param(rule, kind, text, id=f"{rule.id}-{kind}-{number}")
    for rule in PACKS.rules.values()
    for kind, texts in (("bad", rule.bad), ("good", rule.good))
    for number, text in enumerate(texts)
]


@pytest.fixture
def findings(tmp_path):
    """What rules find in an example; `of` is the rule that it is an example of."""
    return lambda rules, example, of: _findings(rules, example, of, tmp_path / "original.html")


def _findings(rules, example, of, file):
    settings = SETTINGS
    pages = (example,) if isinstance(example, str) else example
    if of.compares:
        original, *pages = pages
        file.write_text(original, encoding="utf-8")
        settings = SETTINGS._replace(originals=Originals((file,), only=True))
    plan = Plan(tuple(RuleSetting(rule.id, rule.severity, rule.example) for rule in rules), settings)
    results = examine({f"example-{number}.html": page.encode() for number, page in enumerate(pages)}, PagePlan(plan, PACKS, None))
    assert all(result.complete for result in results), [finding.message for result in results for finding in result.findings]
    return [finding for result in results for finding in result.findings if not finding.rule.startswith("page/")]


@pytest.mark.parametrize(("rule", "kind", "text"), EXAMPLES)
def test_bad_examples_are_found_and_good_ones_are_not(findings, rule, kind, text):
    found = findings([rule], text, rule)
    assert bool(found) == (kind == "bad"), [finding.message for finding in found]


@pytest.mark.parametrize(("rule", "kind", "text"), EXAMPLES)
def test_no_rule_crashes_on_the_examples_of_another(findings, rule, kind, text):
    findings(PACKS.rules.values(), text, rule)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in PACKS.rules.values() for text in rule.bad])
def test_messages_say_what_is_wrong_and_what_to_do_in_two_sentences(findings, rule, text):
    for finding in findings([rule], text, rule):
        plain = "".join(part for part in finding.message.split("“")[0:1]) + "".join(
            part.partition("”")[2] for part in finding.message.split("“")[1:]
        )
        assert plain.rstrip().endswith(".")
        assert plain.count(". ") <= 1, f"more than two sentences: {finding.message}"
        assert len(finding.message) <= 320


@pytest.mark.parametrize("rule", PACKS.rules.values(), ids=lambda rule: rule.id)
def test_a_rule_has_a_manual_and_examples_of_both_kinds(rule):
    assert rule.summary.endswith("."), "the first line of the docstring is a sentence"
    assert len(rule.doc.splitlines()) > 1, "the docstring says why it matters"
    assert rule.bad
    assert rule.good


def test_a_page_is_let_go_as_soon_as_it_was_checked(findings):
    """A worker that went through a site would else have many in memory, until the collector found them."""
    gc.collect()
    gc.disable()
    try:
        for rule in PACKS.rules.values():
            findings(PACKS.rules.values(), rule.bad[0], rule)
        kept = [page for page in gc.get_objects() if type(page) is Page and page.source.path.startswith("example-")]
    finally:
        gc.enable()
    assert not kept
