"""`python -m bylint`, the same as `bylint`."""

from bylint.cli import run

run()
