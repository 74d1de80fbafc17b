"""How often Python looks for garbage. A page's check makes many values and leaves no cycles, so that there is hardly any."""

import gc

# How many objects more there are before the collector looks at them: most pages make fewer.
YOUNG = 10_000


def seldom() -> None:
    """Have this process look for garbage seldom, and never at what is loaded by now: of the time that checking pages takes this saves
    a tenth. In the end it still does, which closes what is open, such as the store."""
    gc.freeze()
    gc.set_threshold(YOUNG)
