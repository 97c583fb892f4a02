"""A small project that many tests use."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

Tool = Callable[..., subprocess.CompletedProcess[bytes]]

ARTICLE = """\
• Menu
Mail: 8610 11185
A bridge for parcels
A bridge for parcels
| Sample Post News |2025-03-14

Belpost handled 1.75 billion items in 2024. Its network has 15 warehouses.

The two sides signed an agreement. It took effect on May 12.
Powered by SAMPLE POST
"""

GLOSSARY = """\
subject: organizations
concepts:
  - id: belpost
    definition: {en: The postal operator of Belarus.}
    terms:
      en: [Belpost]
      ru:
        - Белпочта
        - {text: Бел почта, status: forbidden}
"""
