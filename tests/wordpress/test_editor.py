"""A story on its way through WordPress, in a real browser."""

LEAD = "The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait."
MORE = "Two ships will sail each day until the end of the summer, and a third one on Sundays if the weather allows it."
FOOTER = "The post Ferry back in service appeared first on The Harbour Gazette."


def test_walk(editor):
    editor.open()
    editor.type("Ferry back in service", LEAD, "Advertisement", MORE, FOOTER)
    editor.shot("written")
    editor.click(".editor-post-publish-button__button", "Publish")
    editor.wait("!!document.querySelector('.bylint-findings li')")
    editor.shot("panel")
    print(editor.ask("document.querySelector('.bylint-findings').innerText"))
