"""How much is tried: what CI should bear, or everything."""

from __future__ import annotations

import os

WHOLE = os.environ.get("TESTS") == "whole"
"""Asked for by `TESTS=whole` (`scripts/acceptance`)."""
