"""Numbers, money, dates, times and quantities of a text as values, and their comparison across languages.

`parse_values` parses a text, `compare` returns what a translation changed. Both are pure; number formats come from
CLDR as shipped with Babel, words from the languages in `lang.languages`.
"""

from postl10n.lang.languages import has_number_words
from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.values.compare import compare
from postl10n.lang.values.mismatch import Mismatch
from postl10n.lang.values.parse import parse_values
from postl10n.lang.values.value import Certainty, Value

__all__ = ["Certainty", "Mismatch", "Value", "ValueKind", "compare", "has_number_words", "parse_values"]
