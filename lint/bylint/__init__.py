"""The linter for republished journalism: the names that rules are written with."""

from bylint.markup import Attribute, Element, Run, StartTag
from bylint.note import Group, Note, Noted, Verdict
from bylint.options import option
from bylint.page import Page
from bylint.problem import Edit, Fix, Piece, Problem, Related, Severity, quote
from bylint.rule import Rule, rule
from bylint.span import Span
from bylint.version import __version__

__all__ = [
    "Attribute",
    "Edit",
    "Element",
    "Fix",
    "Group",
    "Note",
    "Noted",
    "Page",
    "Piece",
    "Problem",
    "Related",
    "Rule",
    "Run",
    "Severity",
    "Span",
    "StartTag",
    "Verdict",
    "__version__",
    "option",
    "quote",
    "rule",
]
