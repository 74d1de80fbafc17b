"""`python -m bylint`, the same as `bylint`."""

from bylint.cli import main

main(prog_name="bylint")
