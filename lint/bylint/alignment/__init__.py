"""Two texts side by side: what of one stands in the other, word by word, whatever the script.

Time grows with the length of the texts, and not with its square: what stands in both once is found first, and
only the small gaps between are searched through.
"""

from bylint.alignment.anchored import Hunk, aligned, paragraphs
from bylint.alignment.tokens import Token, Tokens, is_unspaced, is_word

__all__ = ["Hunk", "Token", "Tokens", "aligned", "is_unspaced", "is_word", "paragraphs"]
