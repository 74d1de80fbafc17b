"""How often Python looks for garbage. A page's check makes many values and leaves no cycles, so that there is hardly any."""

import atexit
import gc

# How many objects more there are before the collector looks at them: most pages make fewer.
YOUNG = 10_000


def seldom() -> None:
    """Have this process look for garbage seldom, never at what is loaded by now, and not at all in the end, as all goes with it: of
    the time that checking pages takes this saves a tenth."""
    gc.freeze()
    gc.set_threshold(YOUNG)
    atexit.register(gc.freeze)
