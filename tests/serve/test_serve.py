"""What the server promises whoever asks it, and whoever must not."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bylint_schemas import schema

ROOT = Path(__file__).parents[2]
PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
CREDITED = f"<article>{PROSE}<p>This article was originally published by <a href='https://harbour.example/f'>The Harbour Gazette</a>.</p></article>"
LABELLED = f"{CREDITED}<p>Advertisement</p>"
# Rules of a house that do what no rule should.
HOUSE = '''
import os, time
from bylint import Problem, Span, rule

@rule("house/moody", severity="warning", bad=("<p>x</p>",), good=("<p>y</p>",))
def moody(page):
    """A page that asks for it is not survived."""
    text = page.source.text
    if "please die" in text:
        os._exit(7)
    if "please hang" in text:
        while True:
            time.sleep(1)
    if "please think" in text:
        time.sleep(2)
    if "please fail" in text:
        raise ValueError("as asked")
    if "please quit" in text:
        raise BaseException(text)
    if "please mind" in text:
        yield Problem(Span(0, 1), "it is minded")

def bylint_rules():
    return [moody]
'''
CONFIG = 'plugins = ["house.py"]\nextends = ["bylint:recommended"]\n[limits]\npage-bytes = 200000\npage-seconds = 3\n[rules]\n"house/moody" = "warning"\n'


@pytest.fixture(scope="module")
def house(start, tmp_path_factory):
    """A server of a folder with a config, a short time limit and a rule of its own."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "house.py").write_text(HOUSE, encoding="utf-8")
    (folder / "bylint.toml").write_text(CONFIG, encoding="utf-8")
    return start(folder)


def rules(told):
    return [finding["rule"] for finding in told["report"]["files"][0]["findings"]]


def test_the_report_is_that_of_the_command(server, command, tmp_path):
    page = (ROOT / "docs" / "example.html").read_text(encoding="utf-8")
    (tmp_path / "story.html").write_text(page, encoding="utf-8", newline="")
    told = server.check(page, path="story.html")
    assert told["report"] == json.loads(command("check", "story.html", "--format", "json", cwd=tmp_path).stdout)
    Draft202012Validator(schema("report")).validate(told["report"])
    assert rules(told)


@pytest.mark.parametrize(
    ("options", "verdict"),
    [
        ((), "block"),
        (("--block-on", "never"), "warn"),
        (("--block-on", "never", "--warn-on", "never"), "publish"),
        (("--ignore", "ads"), "publish"),
    ],
)
def test_the_gate_decides(start, options, verdict):
    assert start(None, *options).check(LABELLED)["verdict"] == verdict


def test_warnings_warn_or_block_as_told(start):
    html = CREDITED.replace(" href='https://harbour.example/f'", "")
    assert start(None).check(html)["verdict"] == "warn"
    assert start(None, "--block-on", "warning").check(html)["verdict"] == "block"


def test_half_characters_and_marks_of_byte_order_are_taken(server):
    told = server.ask("POST", "/check", b'{"html": "\\ufeff<p>\\ud83d</p><p>Advertisement</p>"}')[1]
    (block,) = [place["block"] for place, rule in zip(told["places"], rules(told), strict=True) if rule == "ads/label-left"]
    assert (block["startCharacter"], block["startByte"]) == (12, 3 + 3 + 3 + 4 + 3)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not JSON"),
        (b"{", "line 1"),
        (b'{"html": "\xff"}', "UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        ([], "must be an object, and is a list"),
        ({}, "`html` is missing"),
        ({"html": 7}, "`html` must be text, and is a number"),
        ({"html": "", "flieds": {}}, "no `flieds`"),
        ({"html": "", "fields": {"by": "Ada"}}, "no `by` in `fields`"),
        ({"html": "", "fields": {"author": [7]}}, "text or a list of texts"),
        ({"html": "", "fields": {"title": True}}, "`fields.title` must be text, and is true or false"),
        ({"html": "", "fragment": "yes"}, "must be true or false, and is text"),
        ({"html": "", "path": "x" * 1001}, "too long"),
        ({"html": "", "path": "../page.html"}, "below the folder"),
        ({"html": "", "path": "/etc/page.html"}, "below the folder"),
        ({"html": "", "path": "C:\\pages\\a.html"}, "below the folder"),
        ({"html": "", "url": "https://gazette.example/../../etc/x"}, "`url` must lie below the folder"),
        ({"html": "", "url": "https://gazette.example/news/%2e%2e/%2e%2e%2fetc"}, "`url` must lie below the folder"),
        ({"html": "", "url": "https://gazette.example/news/..%5C..%5Cetc"}, "`url` must lie below the folder"),
        ({"html": "", "url": "https://gazette.example/ferry%00.html"}, "`url` must lie below the folder"),
        ({"html": "", "url": "https://[gazette/ferry"}, "`url` is no address"),
        ({"html": "", "path": "news/ferry\0.html"}, "`path` must lie below the folder"),
    ],
)
def test_what_is_wrong_with_a_request_is_said(server, body, said):
    status, told = server.ask("POST", "/check", body)
    assert status == 422
    assert said in told["error"]


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        ({"url": "https://gazette.example/caf%C3%A9/f%C3%A4hre%20neu/?p=7#top"}, "café/fähre neu"),
        ({"url": "https://gazette.example/"}, "page.html"),
        ({"url": "https://gazette.example/x", "path": "news/50%25.html"}, "news/50%25.html"),
        ({"path": "news/\ud800.html"}, "news/\ufffd.html"),
        ({"path": f"{'x' * 300}/{'y' * 300}.html"}, f"{'x' * 300}/{'y' * 300}.html"),
    ],
)
def test_the_path_is_that_of_the_address_or_the_one_that_was_sent(server, sent, path):
    assert server.check(CREDITED, **sent)["report"]["files"][0]["path"] == path


def test_all_faults_of_a_request_are_told_at_once(server):
    status, told = server.ask("POST", "/check", {"html": 7, "fields": {"title": 1}, "more": 2})
    assert (status, len(told["errors"])) == (422, 3)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("POST", "/check", {"token": "wrong-token-of-some-length"}, 401),
        ("POST", "/check", {"token": "é"}, 401),
        ("POST", "/check", {"Authorization": None}, 401),
        ("POST", "/check", {"Authorization": "Basic YTpi"}, 401),
        ("GET", "/openapi.json", {"Authorization": None}, 401),
        ("GET", "/health", {"Authorization": None}, 200),
        ("POST", "/check", {"Host": "rebound.example"}, 403),
        ("GET", "/health", {"Host": "rebound.example"}, 403),
        ("POST", "/check", {"Host": "127.0.0.1:1"}, 403),
        ("POST", "/check", {"Origin": "https://any.example"}, 403),
        ("POST", "/check", {"Origin": "null"}, 403),
        ("POST", "/check", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", "/check", {"Content-Type": "text/plain"}, 415),
        ("GET", "/check", {}, 405),
        ("GET", "/elsewhere", {}, 404),
    ],
)
def test_who_may_ask_for_what(server, method, path, headers, status):
    told, answer = server.ask(method, path, {"html": CREDITED} if method == "POST" else None, **headers)
    assert told == status
    assert status == 200 or answer["error"]


def test_a_token_is_made_and_told_where_none_is_given(start):
    server = start(token=None)
    token = re.search(r"^Token: (\S{32,})$", server.said, re.M)[1]
    assert server.ask("POST", "/check", {"html": CREDITED})[0] == 401
    assert server.ask("POST", "/check", {"html": CREDITED}, token=token)[0] == 200
    assert token not in server.log.read_text()


def test_a_token_is_read_from_a_file(start, tmp_path):
    (tmp_path / "token").write_text("the-token-in-the-file\n", encoding="utf-8")
    server = start(None, "--token-file", str(tmp_path / "token"))
    assert server.ask("POST", "/check", {"html": CREDITED}, token="the-token-in-the-file")[0] == 200


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--host", "0.0.0.0"), "can be reached from other machines"),
        (("--host", "::"), "can be reached from other machines"),
        (("--host", "gazette.example"), "no address"),
        (("--token-file", "short"), "16 or more"),
        (("--token-file", "nowhere"), "cannot be read"),
        (("--select", "ads/label-lfet"), "ads/label-left"),
    ],
)
def test_what_cannot_be_served_is_said_before_it_is(command, tmp_path, options, said):
    (tmp_path / "short").write_text("short", encoding="utf-8")
    ended = command("serve", "--port", "0", *options, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr


def test_a_port_that_is_taken_is_said(command, server, tmp_path):
    ended = command("serve", "--port", str(server.port), cwd=tmp_path)
    assert ended.returncode == 2
    assert "--port" in ended.stderr


def test_the_way_to_the_extra_is_said(tmp_path):
    """As where the extra is not installed: nothing of that name can be imported."""
    code = "import sys; sys.modules['uvicorn'] = None; from bylint.cli import main; main(['serve'])"
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert "pip install 'bylint[serve]'" in ended.stderr


def test_a_page_too_large_is_refused(house):
    status, told = house.ask("POST", "/check", {"html": "x" * 200_001})
    assert (status, "page-bytes" in told["error"]) == (413, True)
    status, told = house.ask("POST", "/check", {"html": "x" * 900_000})
    assert (status, "page-bytes" in told["error"]) == (413, True)
    assert house.ask("POST", "/check", {"html": "x" * 200_000})[0] == 200


@pytest.mark.parametrize("headers", [{"token": "wrong-token-of-some-length"}, {"Host": "rebound.example"}, {"Content-Type": "text/plain"}, {}])
def test_who_is_refused_hears_it_however_large_the_page(house, headers):
    """A connection that is closed over a page half sent is a broken pipe to the client, and no answer."""
    for _ in range(5):
        assert house.ask("POST", "/check", {"html": "x" * 6_000_000}, **headers)[0] in (401, 403, 413, 415)


def test_a_body_that_does_not_come_is_not_waited_for(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as sent:
        head = f"POST /check HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {server.token}\r\n"
        sent.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{".encode())
        assert b" 408 " in sent.recv(100)


def test_clients_that_leave_are_not_worked_for(start, tmp_path):
    """Each would take a worker two seconds."""
    (tmp_path / "house.py").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "bylint.toml").write_text(CONFIG, encoding="utf-8")
    server = start(tmp_path)
    body = b'{"html": "<p>please think</p>"}'
    head = f"POST /check HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {server.token}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    for _ in range(30):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as sent:
            sent.sendall(head.encode() + body)
    began = time.monotonic()
    assert server.check(CREDITED)["verdict"] == "publish"
    assert time.monotonic() - began < 15


def test_connections_that_ask_nothing_keep_nobody_from_asking(start):
    """More than the server takes, some silent, some with the beginning of a head."""
    server = start()
    idle = []
    try:
        for number in range(520):
            idle.append(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            if number % 2:
                idle[-1].sendall(b"POST /check HTTP/1.1\r\nHost: ")
        until = time.monotonic() + 20  # they are let go after ten seconds
        status = 0
        while status != 200 and time.monotonic() < until:
            try:
                status, _ = server.ask("POST", "/check", {"html": CREDITED})
            except OSError:
                time.sleep(0.5)
        assert status == 200
    finally:
        for each in idle:
            each.close()


def test_a_body_is_not_held_beyond_its_limit_though_it_names_no_length(house):
    with socket.create_connection(("127.0.0.1", house.port), timeout=30) as sent:
        head = f"POST /check HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {house.token}\r\n"
        sent.sendall(f"{head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        try:
            for _ in range(400):
                sent.sendall(chunk)
        except OSError:
            pass  # it stopped listening
        assert b" 413 " in sent.recv(100)


@pytest.mark.parametrize(("page", "status"), [("please die", 500), ("please hang", 504)])
def test_a_page_that_takes_its_worker_with_it_is_told_and_the_server_goes_on(house, page, status):
    for _ in range(3):  # more than there are workers
        told, answer = house.ask("POST", "/check", {"html": f"<p>{page}</p>", "path": "bad.html"})
        assert (told, answer["verdict"], rules(answer)) == (status, "block", ["page/check-failed"])
        Draft202012Validator(schema("report")).validate(answer["report"])
    assert house.check(CREDITED)["verdict"] == "publish"


def test_a_rule_that_crashes_is_a_finding_and_blocks(house):
    told = house.check("<p>please fail</p>")
    assert (told["verdict"], "page/rule-crashed" in rules(told)) == ("block", True)


def test_many_at_once_get_their_own_answers(house):
    def one(number):
        html = f"<p>{'x' * number}</p>" + ("<p>please die</p>" if number % 10 == 7 else "<p>Advertisement</p>")
        return house.ask("POST", "/check", {"html": html, "path": f"news/{number}.html"})

    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(one, range(50)))
    for number, (status, told) in enumerate(answers):
        assert told["report"]["files"][0]["path"] == f"news/{number}.html"
        if number % 10 == 7:
            assert (status, rules(told)) == (500, ["page/check-failed"])
        else:
            at = rules(told).index("ads/label-left")
            assert (status, told["places"][at]["block"]["startByte"]) == (200, number + len("<p></p><p>"))


def test_a_changed_config_is_noticed(start, tmp_path):
    server = start(tmp_path)
    assert server.check(LABELLED, path="news/a.html")["verdict"] == "block"
    config = tmp_path / "bylint.toml"
    config.write_text('extends = ["bylint:recommended"]\n[rules]\n"ads/label-left" = "warning"\n', encoding="utf-8")
    assert server.check(LABELLED, path="news/a.html")["verdict"] == "warn"
    config.write_text('extends = ["bylint:recommended"]\n[rules]\n"ads/label-lfet" = "off"\n', encoding="utf-8")
    status, told = server.ask("POST", "/check", {"html": LABELLED, "path": "news/a.html"})
    assert (status, "ads/label-left" in told["error"]) == (503, True)
    config.write_text('extends = ["bylint:recommended"]\n[rules]\n"ads/label-left" = "off"\n', encoding="utf-8")
    assert server.check(LABELLED, path="news/a.html")["verdict"] == "publish"
    config.unlink()
    assert server.check(LABELLED, path="news/a.html")["verdict"] == "block"
    (tmp_path / "bylint.ignore.toml").write_text('[[ignore]]\nrule = "ads"\npaths = ["news/**"]\nreason = "ours"\n', encoding="utf-8")
    told = server.check(LABELLED, path="news/a.html")
    assert (told["verdict"], told["report"]["summary"]["suppressed"]) == ("publish", 1)
    assert server.check(LABELLED, url="https://gazette.example/news/b/")["verdict"] == "publish"
    assert server.check(LABELLED, path="a.html")["verdict"] == "block"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("name", ["bylint.toml", "bylint.ignore.toml", "bylint.baseline.jsonl"])
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_config_that_is_no_file_is_said_and_holds_nobody_up(start, command, tmp_path, name, make):
    """While the server runs, and before."""
    server = start(tmp_path)
    (tmp_path / "news").mkdir()
    make(tmp_path / "news" / name)
    for _ in range(3):  # more than there are workers
        status, told = server.ask("POST", "/check", {"html": CREDITED, "path": "news/a.html"})
        assert (status, name in told["error"], "no ordinary file" in told["error"]) == (503, True, True)
    assert server.check(CREDITED, path="a.html")["verdict"] == "publish"
    ended = command("serve", "--port", "0", cwd=tmp_path / "news")
    assert (ended.returncode, name in ended.stderr) == (2, True)


def test_a_page_is_compared_with_those_that_are_known_of_its_site(start, command, tmp_path):
    """As the command does; but under an address that names no file it may be one of them."""
    same = "<p>The harbour office gave notice that all boats stay in port until the storm has passed over the islands.</p>" * 4
    story = f"<article><h1>Storm</h1>{same}</article>"
    for name in ("ferry.html", "again.html"):
        (tmp_path / name).write_text(story, encoding="utf-8", newline="")
    command("check", ".", cwd=tmp_path)
    (tmp_path / "again.html").unlink()
    known = (tmp_path / ".bylint" / "store.sqlite").read_bytes()
    server = start(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        answers = [*threads.map(lambda _: server.check(story, path="again.html"), range(8))]
    assert all("boilerplate/duplicate-story" in rules(told) for told in answers)
    assert "boilerplate/duplicate-story" not in rules(server.check(story, path="ferry.html"))
    assert "boilerplate/duplicate-story" not in rules(server.check(story, url="https://gazette.example/again.html"))
    assert (tmp_path / ".bylint" / "store.sqlite").read_bytes() == known
    (tmp_path / "again.html").write_text(story, encoding="utf-8", newline="")
    assert answers[0]["report"] == json.loads(command("check", "again.html", "--format", "json", cwd=tmp_path).stdout)
    told = server.check("<p>Another story altogether, of which nobody knows.</p>", path="ferry.html", fields={"title": "Other"})
    assert "boilerplate/duplicate-story" not in rules(told)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_ends_when_told_and_a_running_check_is_answered(start, tmp_path, number, code):
    (tmp_path / "house.py").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "bylint.toml").write_text(CONFIG.replace("page-seconds = 3", "page-seconds = 60"), encoding="utf-8")
    server = start(tmp_path)
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(server.ask, "POST", "/check", {"html": "<p>please think</p>"})
        time.sleep(0.7)
        assert server.end(number) == code
        assert running.result()[0] == 200
    assert "Traceback" not in server.log.read_text()


def test_it_ends_though_checks_never_do_and_all_that_was_asked_is_answered(start, tmp_path):
    """Two that run, and four that wait for a worker."""
    (tmp_path / "house.py").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "bylint.toml").write_text(CONFIG.replace("page-seconds = 3", "page-seconds = 60"), encoding="utf-8")
    server = start(tmp_path)
    with ThreadPoolExecutor(6) as threads:
        running = [threads.submit(server.ask, "POST", "/check", {"html": "<p>please hang</p>"}) for _ in range(6)]
        time.sleep(1)
        assert server.end(signal.SIGTERM) == 0
        for status, told in (each.result() for each in running):
            assert (status, "told to end" in told["error"]) == (503, True)
    assert "Traceback" not in server.log.read_text()


def test_the_log_has_no_word_of_a_page_and_no_escapes(start, tmp_path):
    (tmp_path / "house.py").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "bylint.toml").write_text(CONFIG, encoding="utf-8")
    server = start(tmp_path)
    assert server.ask("POST", "/check", {"html": "<p>please quit, a secret \x1b[31m</p>"})[0] == 500
    server.check("<p>a secret of the desk</p>", fields={"title": "another secret"})
    server.ask("POST", "/check", b'{"html": a secret}')
    server.ask("GET", "/%1b%5b31m%0aforged")
    log = server.log.read_text()
    assert re.findall(r'"/check" (\d+) \d+ ms', log) == ["500", "200", "422"]
    assert "A check failed with BaseException." in log
    assert "secret" not in log
    assert "\x1b" not in log
    assert not re.search("^forged", log, re.M)


def test_no_link_leads_out_of_the_folder_to_the_code_of_another(start, tmp_path):
    site, other = tmp_path / "site", tmp_path / "other"
    site.mkdir()
    other.mkdir()
    (site / "out").symlink_to(other)
    (other / "bylint.toml").write_text('plugins = ["house.py"]\n', encoding="utf-8")
    (other / "house.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", encoding="utf-8")
    status, answer = start(site).ask("POST", "/check", {"html": CREDITED, "path": "out/x.html"})[:2]
    assert (status, "leads out of the folder" in str(answer)) == (422, True)
    assert not (tmp_path / "ran").exists()
