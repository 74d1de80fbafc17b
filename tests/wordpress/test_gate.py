"""What WordPress refuses and lets through by itself, whatever a browser does."""

import http.server
import threading
import time

import pytest

LEAD = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
CREDIT = '<p>This story was first published by <a href="https://harbour.example/ferry">The Harbour Gazette</a>.</p>'
BAD = f"{LEAD}\n<p>Advertisement</p>\n{CREDIT}"
GOOD = f"{LEAD}\n{CREDIT}"
LATER = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 86400))


@pytest.fixture(scope="module")
def editor(site, service):
    """An editor who sends what they like to the REST API."""
    return site.user("editor")


@pytest.fixture(autouse=True)
def no_complaints(site):
    yield
    assert site.complaints() == []


@pytest.fixture
def stand_in(site):
    """Put another server where bylint's was, with one answer, or none for longer than anybody waits; what it is asked for."""
    before, servers = (site.folder / "bylint-url").read_text(encoding="utf-8"), []

    def start(status, body):
        asked, over = [], threading.Event()

        class Answer(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                asked.append(self.path)
                self.rfile.read(int(self.headers["Content-Length"]))
                if status is None:
                    over.wait(60)
                    return
                self.send_response(status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()
                self.wfile.write(body.encode())

            do_GET = do_POST

            def log_message(self, *_):
                """Be quiet."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=server.serve_forever).start()
        servers.append((server, over))
        site.serves(f"http://127.0.0.1:{server.server_port}")
        return asked

    yield start
    site.serves(before)
    for server, over in servers:
        over.set()
        server.shutdown()
        server.server_close()


def status(site, post):
    return site.php("return get_post_status( $argv[3] );", str(post))


@pytest.mark.parametrize("change", [{"status": "publish"}, {"status": "future", "date_gmt": LATER}])
def test_a_story_with_errors_is_neither_published_nor_scheduled(site, editor, change):
    post = site.story(BAD)
    code, told = editor(f"/wp/v2/posts/{post}", **change)
    assert (code, told["code"]) == (422, "bylint_blocked")
    assert "“Advertisement” announces an advertisement" in told["message"]
    assert status(site, post) == "draft"
    assert editor(f"/wp/v2/posts/{post}", content=GOOD, **change)[0] == 200
    assert status(site, post) == change["status"]


def test_a_new_story_is_judged_before_it_is_there(editor):
    assert editor("/wp/v2/posts", title="Ferry", content=BAD, status="publish")[0] == 422
    assert editor("/wp/v2/posts", title="Ferry", content=BAD, status="draft")[0] == 201
    assert editor("/wp/v2/posts", title="Ferry", content=GOOD, status="publish")[0] == 201


def test_a_private_story_has_no_readers_until_it_is_made_public(site, editor):
    post = site.story(BAD)
    assert editor(f"/wp/v2/posts/{post}", status="private")[0] == 200
    assert editor(f"/wp/v2/posts/{post}", content=BAD + "<p>More.</p>")[0] == 200
    assert editor(f"/wp/v2/posts/{post}", status="publish")[0] == 422


def test_a_scheduled_story_stays_checked_and_its_autosaves_are_kept(site, editor):
    post = site.story(GOOD, post_status="future", post_date=LATER.replace("T", " "))
    assert status(site, post) == "future"
    assert editor(f"/wp/v2/posts/{post}", content=BAD)[0] == 422
    code, kept = editor(f"/wp/v2/posts/{post}/autosaves", content=BAD)
    assert (code, kept["content"]["raw"]) == (200, BAD)
    assert editor(f"/wp/v2/posts/{post}", content=BAD, status="draft")[0] == 200


def test_a_live_story_is_corrected_whatever_stands_in_it(site, editor):
    post = site.story(GOOD, post_status="publish")
    assert editor(f"/wp/v2/posts/{post}", content=BAD)[0] == 200
    assert editor(f"/wp/v2/posts/{post}", content=BAD, status="publish")[0] == 200


def test_the_record_of_an_override_is_written_by_the_server_alone(site, editor):
    post, forged = site.story(BAD), {"reason": "none", "user": 1, "name": "chief"}
    assert editor(f"/wp/v2/posts/{post}", status="publish", bylint_override="   ")[0] == 422
    editor(f"/wp/v2/posts/{post}", meta={"_bylint_override": forged})
    assert site.overrides(post) == []
    code, told = editor(f"/wp/v2/posts/{post}", status="publish", bylint_override="It is <b>meant</b>.", meta={"_bylint_override": forged})
    assert code == 200
    assert told["bylint_override"] == ""
    (record,) = site.overrides(post)
    assert (record["reason"], record["user"], record["name"]) == ("It is meant.", 2, "Ada editor")


def test_a_reason_without_an_error_is_no_override(site, editor):
    post = site.story(GOOD)
    assert editor(f"/wp/v2/posts/{post}", status="publish", bylint_override="Just so.")[0] == 200
    assert site.overrides(post) == []


def test_a_site_says_who_may_override(site, service):
    author = site.user("author")
    code, told = author("/wp/v2/posts", title="Ferry", content=BAD, status="draft")
    assert code == 201
    assert author(f"/bylint/v1/posts/{told['id']}/check", content=BAD)[1]["mayOverride"] is False
    assert author(f"/wp/v2/posts/{told['id']}", status="publish", bylint_override="I say so.")[0] == 422


def test_a_service_that_is_down_stops_nobody(site, editor):
    post = site.story(BAD)
    with site.without_service():
        code, told = editor(f"/bylint/v1/posts/{post}/check", content=BAD)
        assert (code, told["code"]) == (503, "bylint_unchecked")
        assert editor(f"/wp/v2/posts/{post}", status="publish")[0] == 200


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, '{"error": "The token is missing or wrong.", "errors": []}', "The token is missing or wrong."),
        (504, '{"verdict": "block", "report": {"files": [{"findings": [{"message": "It took too long."}]}]}, "places": []}', "It took too long."),
        (200, "<h1>It works!</h1>", "The answer is not that of bylint serve."),
        (200, '{"verdict": "block"}', "The answer is not that of bylint serve."),
        (302, "", "The answer is not that of bylint serve."),
        (None, "", "The service does not answer"),  # it takes too long
    ],
)
def test_an_answer_that_is_no_check_stops_nobody(site, editor, stand_in, status, body, said):
    asked = stand_in(status, body)
    post = site.story(BAD)
    code, told = editor(f"/bylint/v1/posts/{post}/check", content=BAD)
    assert (code, told["code"]) == (503, "bylint_unchecked")
    assert said in told["message"]
    assert asked == ["/check"]
    if status:
        assert editor(f"/wp/v2/posts/{post}", status="publish")[0] == 200


@pytest.mark.parametrize(
    "address", ["http://bylint.example:8427", "http://127.0.0.1.bylint.example", "https://127.0.0.1", "http://a@bylint.example#@127.0.0.1", "nowhere"]
)
def test_the_token_is_sent_to_no_other_machine(site, editor, address):
    post, before = site.story(BAD), (site.folder / "bylint-url").read_text()
    site.serves(address)
    try:
        code, told = editor(f"/bylint/v1/posts/{post}/check", content=BAD)
    finally:
        site.serves(before)
    assert (code, told["code"]) == (503, "bylint_unchecked")
    assert "must lead to this machine" in told["message"]


def test_whoever_may_edit_a_story_may_have_it_checked(site, service):
    post, contributor = site.story(BAD), site.user("contributor")
    assert contributor(f"/bylint/v1/posts/{post}/check", content=BAD)[0] == 403
    assert contributor("/bylint/v1/posts/999999/check", content=BAD)[0] == 403
    code, own = contributor("/wp/v2/posts", title="Ferry", content=BAD)
    assert code == 201
    assert contributor(f"/bylint/v1/posts/{own['id']}/check", content=BAD)[1]["verdict"] == "block"
    assert contributor(f"/bylint/v1/posts/{own['id']}/check", nonce=None, content=BAD)[0] == 401
    assert contributor(f"/bylint/v1/posts/{own['id']}/check", nonce="0123456789", content=BAD)[0] == 403
    page = site.story(BAD, post_type="page")
    assert site.user("editor")(f"/bylint/v1/posts/{page}/check", content=BAD)[0] == 403


def test_shortcodes_that_wordpress_knows_are_no_findings_and_move_none(site, editor):
    post = site.story(GOOD)
    text = f"{LEAD}\n<p>🚢 [timetable from='“Ost”'][/timetable]</p>\n<p>Advertisement</p>\n<p>[slideshow id=3]</p>\n{CREDIT}"
    code, told = editor(f"/bylint/v1/posts/{post}/check", content=text)
    assert code == 200
    found = {of["rule"]: text[of["start"] : of["end"]] for of in told["findings"]}
    assert found == {"ads/label-left": "Advertisement", "residue/shortcode": "[slideshow id=3]"}


def test_metas_count_as_they_stand_in_the_editor(site, editor):
    post = site.story(LEAD)
    for key, value in {"source": "The Harbour Gazette", "source_url": "https://harbour.example/ferry"}.items():
        site.php("return update_post_meta( $argv[3], $argv[4], $argv[5] );", str(post), key, value)

    def rules(**more):
        return [of["rule"] for of in editor(f"/bylint/v1/posts/{post}/check", content=LEAD, **more)[1]["findings"]]

    assert rules() == []
    assert rules(meta={"source": "", "source_url": ""}) == ["attribution/source-missing"]
    assert rules(title="") == ["metadata/title-missing"]
    assert editor(f"/wp/v2/posts/{post}", status="publish", meta={"source": "", "source_url": ""})[0] == 422
    assert editor(f"/wp/v2/posts/{post}", status="publish")[0] == 200
