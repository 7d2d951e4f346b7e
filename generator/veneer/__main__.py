"""`python -m veneer`: the command line."""

from veneer.cli import main

main()
