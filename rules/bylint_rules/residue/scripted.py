"""Whether anything on the page could still fill what scripts were meant to fill."""

from bylint import Page
from bylint.views.marked import marked

# Types of scripts that browsers run; an empty one is JavaScript. https://html.spec.whatwg.org/multipage/scripting.html#attr-script-type
RUN = frozenset(("", "module", "text/javascript", "application/javascript", "text/ecmascript", "application/x-javascript", "rocketscript"))


def scripted(page: Page) -> bool:
    """A view: whether the page runs a script, its own or a stranger's. A fragment may meet scripts where
    it is going to be shown, but none that knows it."""
    return any(script.get("type", "").partition(";")[0].strip().lower() in RUN or "-text/javascript" in script.get("type", "")
               for script in page.view(marked).tags["script"])
