"""`python -m samsyn` is the same as `samsyn`."""

import sys

from samsyn.project.cli import main

sys.exit(main())
