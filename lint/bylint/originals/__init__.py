"""The originals of republished stories, as their publishers have them."""

from bylint.originals.original import Original, OriginalError, read

__all__ = ["Original", "OriginalError", "read"]
