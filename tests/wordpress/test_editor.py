"""A story on its way through WordPress, in a real browser."""

import contextlib
import json
import time
import urllib.request

LEAD = "The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait."
MORE = "Two ships will sail each day until the end of the summer, and a third one on Sundays if the weather allows it."
FOOTER = "The post Ferry back in service appeared first on The Harbour Gazette."
BUTTON = ".editor-post-publish-button"
UNLOCKED = f"document.querySelector({BUTTON!r}).getAttribute('aria-disabled') !== 'true'"
LOCKED = "Publishing is locked until this is mended, or a reason is given."


def blocks(*texts):
    return "\n\n".join(f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->" for text in texts)


def test_a_story_is_checked_mended_and_published(editor):
    editor.open()
    editor.type("Ferry back in service", LEAD, "Advertisement", MORE, FOOTER)
    editor.shot("written")
    editor.publish()
    assert "1 error\n" in editor.shown()
    assert "“Advertisement” announces an advertisement" in editor.shown()
    assert LOCKED in editor.shown()
    assert not editor.can_publish()
    assert editor.ask("[...document.querySelectorAll('.bylint-block-error')].map(of => of.innerText)") == ["Advertisement"]
    assert editor.ask("[...document.querySelectorAll('.bylint-block-warning')].map(of => of.innerText)") == [FOOTER]
    editor.shot("locked")

    editor.click(".bylint-finding-error button", "Show the block")
    editor.wait("document.activeElement.innerText === 'Advertisement'")
    editor.shot("shown")
    editor.empty_block()
    editor.checked()
    assert "error" not in editor.shown()
    assert "2 warnings" in editor.shown()
    assert editor.ask("document.querySelectorAll('.bylint-block-error').length") == 0
    editor.shot("mended")
    editor.click(BUTTON, "Publish")
    editor.wait("wp.data.select('core/editor').isCurrentPostPublished()")
    editor.shot("published")
    with urllib.request.urlopen(editor.stored("link")) as page:
        seen = page.read().decode()
    assert LEAD in seen
    assert "Advertisement" not in seen
    assert editor.site.overrides(editor.stored("id")) == []


def test_the_correction_of_a_live_story_is_never_locked(editor, site):
    post = site.story(blocks(LEAD, MORE), post_status="publish")
    editor.open(post)
    editor.ask("document.querySelector('.wp-block-paragraph').focus()")
    editor.empty_block()
    editor.browser.tell("Input.insertText", text="Advertisement")
    editor.checked()
    editor.sidebar()
    assert "announces an advertisement" in editor.shown()
    assert "The story is live, so its correction is not locked." in editor.shown()
    assert LOCKED not in editor.shown()
    assert editor.ask("!!document.querySelector('.bylint-block-error')")
    editor.shot("shown")
    assert editor.can_publish()
    editor.click(BUTTON, "Update")
    editor.wait("!wp.data.select('core/editor').isEditedPostDirty() && !wp.data.select('core/editor').isSavingPost()")
    assert "Advertisement" in site.php(f"return get_post( {post} )->post_content;")
    editor.checked()
    editor.shot("updated")


def test_a_reason_overrides_and_is_recorded(editor, site):
    post = site.story(blocks(LEAD, "Advertisement", MORE))
    editor.open(post)
    editor.publish()
    assert not editor.can_publish()
    editor.click(".bylint-findings textarea")
    editor.browser.tell("Input.insertText", text="  ")
    editor.wait("wp.data.select('core/editor').getEditedPostAttribute('bylint_override') === '  '")
    assert not editor.can_publish()
    editor.browser.tell("Input.insertText", text='It quotes "an \\ advertisement" of 1912 🚢')
    editor.wait(UNLOCKED)
    editor.shot("reason")
    editor.click(BUTTON, "Publish")
    editor.wait("wp.data.select('core/editor').isCurrentPostPublished() && !wp.data.select('core/editor').isSavingPost()")
    assert editor.ask("wp.data.select('core/editor').isEditedPostDirty()") is False
    (record,) = site.overrides(post)
    assert record["reason"] == 'It quotes "an \\ advertisement" of 1912 🚢'
    assert (record["user"], record["name"]) == (2, "Ada editor")
    assert record["time"][:4] == time.strftime("%Y", time.gmtime())
    assert [of["rule"] for of in record["findings"]] == ["attribution/source-missing", "ads/label-left"]
    editor.checked()
    editor.open(post)
    editor.checked()
    editor.sidebar()
    assert "Published over findings by Ada editor on " in editor.shown()
    editor.shot("recorded")


def test_a_service_that_is_down_is_told_and_locks_nothing(editor, site):
    post = site.story(blocks(LEAD, "Advertisement", MORE))
    with site.without_service():
        editor.open(post)
        editor.publish()
        assert "goes out UNCHECKED" in editor.shown()
        assert "The service does not answer" in editor.shown(".components-notice-list")
        editor.shot("unchecked")
        editor.click(BUTTON, "Publish")
        editor.wait("wp.data.select('core/editor').isCurrentPostPublished()")
        editor.checked()
        assert "goes out UNCHECKED" in editor.shown(".components-notice-list")
        editor.shot("published")
    editor.ask("wp.data.dispatch('core/editor').editPost({title: 'Ferry back'})")
    editor.checked()
    assert "UNCHECKED" not in editor.shown(".components-notice-list")


def test_a_check_that_goes_wrong_or_never_ends_opens_the_lock(editor, site):
    editor.open(site.story(blocks(LEAD, "Advertisement", MORE)))
    editor.publish()
    assert not editor.can_publish()
    for broken in ("Promise.resolve({verdict: 'block'})", "new Promise(() => 0)"):
        editor.ask(f"wp.apiFetch = () => {broken}; wp.data.dispatch('core/editor').editPost({{title: {broken!r}}})")
        editor.wait("wp.data.select('bylint').known().phase === 'checking'")
        editor.wait("wp.data.select('bylint').known().phase === 'unchecked'")
        editor.wait(UNLOCKED)
        assert "goes out UNCHECKED" in editor.shown()
    assert "The check took too long." in editor.shown()


def test_a_schedule_is_no_way_around(editor, site):
    editor.open(site.story(blocks(LEAD, "Advertisement", MORE)))
    editor.ask("wp.data.dispatch('core/editor').editPost({date: new Date(Date.now() + 864e5).toISOString().slice(0, 19)})")
    editor.publish()
    assert editor.shown(BUTTON) == "Schedule"
    assert not editor.can_publish()
    assert LOCKED in editor.shown()


def test_without_the_panel_the_one_button_is_locked_and_drafts_are_still_saved(editor, site):
    post = site.story(blocks(LEAD, "Advertisement", MORE))
    editor.open(post)
    editor.ask("wp.data.dispatch('core/editor').disablePublishSidebar()")
    try:
        editor.checked()
        assert LOCKED in editor.shown()
        assert not editor.can_publish()
        editor.shot("locked")
        editor.click(".editor-post-title__input")
        editor.browser.tell("Input.insertText", text="Today: ")
        editor.click(".editor-post-save-draft")
        editor.wait("wp.data.select('core/editor').getCurrentPostAttribute('title').includes('Today')")

        # Somebody takes the lock off; the server still refuses, and the status it was to have is forgotten.
        time.sleep(1.5)
        editor.checked()
        editor.ask("wp.data.dispatch('core/editor').unlockPostSaving('bylint')")
        editor.click(BUTTON, "Publish")
        editor.wait("wp.data.select('core/notices').getNotices().some(of => of.content.startsWith('Publishing failed'))")
        assert "“Advertisement” announces an advertisement" in editor.shown(".components-notice-list")
        editor.checked()
        assert editor.ask("wp.data.select('core/editor').getEditedPostAttribute('status')") == "draft"
        assert site.php(f"return get_post_status( {post} );") == "draft"
        editor.shot("refused")
    finally:
        editor.ask("wp.data.dispatch('core/editor').enablePublishSidebar()")


def test_a_story_is_checked_once_and_never_saved_by_itself(editor):
    editor.open()
    editor.type("Ferry back in service", LEAD, "Advertisement")
    editor.checked()
    for letter in "Two ships":
        editor.browser.tell("Input.insertText", text=letter)
    time.sleep(4)
    editor.ask("1")
    checks = editor.requests("/check")
    assert 2 <= len(checks) <= 4
    assert "Two ships" in json.loads(checks[-1])["content"]
    assert editor.requests("/wp/v2/posts/") == [] or not any(editor.requests("/wp/v2/posts/"))


def test_each_finding_is_tied_to_its_own_block(editor, site):
    """Behind characters that JavaScript counts as two, within columns, and with a text that would like to run."""
    inner = blocks("Advertisement")
    column = f"<!-- wp:column -->\n<div class=\"wp-block-column\">{inner}</div>\n<!-- /wp:column -->"
    columns = f"<!-- wp:columns -->\n<div class=\"wp-block-columns\">{column}</div>\n<!-- /wp:columns -->"
    hostile = "The post &lt;img src=x onerror=\"document.title='owned'\"&gt; appeared first on &lt;b&gt;The Harbour Gazette&lt;/b&gt;."
    content = "\n\n".join([blocks("🚢🚢🚢 " * 20 + LEAD, MORE), columns, blocks(MORE + " And more.", hostile)])
    editor.open(site.story(content))
    editor.publish()
    marked = editor.ask("[...document.querySelectorAll('.bylint-block')].map(of => [of.dataset.type, of.innerText.slice(0, 13)])")
    assert marked == [["core/paragraph", "Advertisement"], ["core/paragraph", "The post <img"]]
    assert "<img src=x" in editor.shown()
    assert editor.ask("document.title") != "owned"
    editor.shot("tied")


def test_the_token_stays_on_the_server(editor, site):
    editor.open(site.story(blocks(LEAD, "Advertisement", MORE)))
    editor.publish()
    with site.without_service():
        editor.ask("wp.data.dispatch('core/editor').editPost({title: 'Ferry back'})")
        editor.checked()
    received = {}
    for event in [event for event in editor.browser.events if event.get("method") == "Network.responseReceived"]:
        response = event["params"]["response"]
        assert site.token not in json.dumps(response)
        with contextlib.suppress(AssertionError):  # one without a body
            received[response["url"]] = editor.browser.tell("Network.getResponseBody", requestId=event["params"]["requestId"])["body"]
    assert not [address for address, body in received.items() if site.token in body]
    assert len(received) > 20
    for part in ("/post.php?post=", "/bylint/v1/posts/", "/bylint.js"):
        assert any(body for address, body in received.items() if part in address), part
    assert len(editor.requests("/check")) >= 2
    assert not [sent for sent in editor.requests("") if site.token in sent]
