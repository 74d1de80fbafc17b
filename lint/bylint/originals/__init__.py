"""Originals that pages are compared with: files of several forms, read into one value; an index in which a page's own is found."""

from bylint.originals.clues import Clues
from bylint.originals.matching import Match, match
from bylint.originals.original import Original, ids, read
from bylint.settings import OriginalError

__all__ = ["Clues", "Match", "Original", "OriginalError", "ids", "match", "read"]
