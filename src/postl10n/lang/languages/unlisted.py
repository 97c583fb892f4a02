"""Words for large numbers, of a language without words of its own: what CLDR knows.

CLDR names large numbers in the forms of its compact figures alone (`2 Millionen`, `२ करोड़`). Any other word beside a
figure may name one too, so such a figure can be read in every size.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from postl10n.lang.cldr import locale_data
from postl10n.lang.languages.cldr_names import name_patterns
from postl10n.lang.languages.lexicon import NEVER
from postl10n.lang.locales import spaced
from postl10n.lang.text.figures import fold

_GAP = r"[\s\u00a0\u202f-]{0,2}"
_COMPACT = re.compile(r"(?P<before>[^0;]*?)(?P<zeros>0+)(?P<behind>[^0;]*)(?:;|\Z)")
SIZES = tuple(Decimal(10) ** power for power in range(3, 14))
"""Languages name a thousand, a lakh, a crore, and most powers between."""


def scales(locale: str) -> tuple[re.Pattern[str], ...]:
    """Return the words for large numbers before a figure and behind it, with a group for each power of ten."""
    named = tuple(_named_sizes(locale))
    return tuple(
        _scales(locale, [one for one in named if one[1] is behind], behind) for behind in (False, True)
    )


def _named_sizes(locale: str) -> Iterator[tuple[str, bool, int, str]]:
    """Yield each word for a large number, whether it stands behind the figure, its power of ten, and its width.

    Single letters are left out: `M` is a million in one language, a milliard in another, and a metre in many.
    """
    widths = locale_data(locale).get("compact_decimal_formats", {})
    for width, forms in widths.items():
        for sizes in forms.values():
            for size, pattern in sizes.items():
                match = _COMPACT.match(str(pattern.pattern).replace("'", ""))
                if match is None:
                    continue
                power = len(str(size)) - len(match["zeros"])
                for where in ("before", "behind"):
                    word = fold(match[where]).strip().rstrip(".")
                    if len(word) > 1 and power > 1:
                        yield word, where == "behind", power, width


def _scales(locale: str, named: Sequence[tuple[str, bool, int, str]], behind: bool) -> re.Pattern[str]:
    """Return an expression with a group for each power of ten; a word that means two of them is ambiguous."""
    powers: defaultdict[str, set[int]] = defaultdict(set)
    alike: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for word, _, power, width in named:
        powers[word].add(power)
        alike[power, width].append(word)
    sure: dict[str, int] = {}
    for (power, width), words in alike.items():
        told = [word for word in words if len(powers[word]) == 1]
        patterns = name_patterns(told, locale) if width == "long" else map(re.escape, told)
        sure.update(dict.fromkeys(patterns, power))
    if not sure:
        return NEVER
    # Longer words before those they begin with: `nghìn tỷ` is no `nghìn`.
    longest = sorted(sure, key=len, reverse=True)
    groups = "|".join(rf"(?P<e{sure[word]}_{at}>{word})" for at, word in enumerate(longest))
    end = r"(?!\w)" if spaced(locale) else ""
    return re.compile(rf"{_GAP}(?:{groups}){end}(?:\.(?=\s))?" if behind else rf"(?<!\w)(?:{groups}){_GAP}\Z")
