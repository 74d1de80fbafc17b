"""Of which kind a change of a text is: what one desk writes in one way and another in another."""

from bylint_rules.views.changes.dates import Days
from bylint_rules.views.changes.kinds import kinds, style

__all__ = ["Days", "kinds", "style"]
