"""Values are parsed in several threads at once."""

from __future__ import annotations

from postl10n.lang.languages import lexicon
from postl10n.lang.values import parse_values
from postl10n.lang.values.parse import _gated


def test_two_threads_that_read_a_lexicon_at_once_may_mix_what_they_read() -> None:
    """A cache lets both read it: one has the gate of the one, and the words of the other."""
    _gated("ru")
    lexicon.cache_clear()
    parse_values.cache_clear()
    assert [one.kind.value for one in parse_values("С 5 мая в 14:30", "ru")] == ["month", "day", "time"]
