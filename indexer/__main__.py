"""``python -m indexer`` is ``kochmon``."""

from .cli import main

main()
