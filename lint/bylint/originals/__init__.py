"""Originals that pages are compared with: files of several forms, read into one value; an index in which a page's own is found."""

from bylint.originals.clues import Clues
from bylint.originals.matching import Match, match
from bylint.originals.original import Original, ids, read_html
from bylint.result import OriginalsError

__all__ = ["Clues", "Match", "Original", "OriginalsError", "ids", "match", "read_html"]
