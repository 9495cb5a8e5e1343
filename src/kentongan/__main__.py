"""``python -m kentongan`` is the same as the console script ``kentongan``."""

import sys

from kentongan.config.cli import main

sys.exit(main())
