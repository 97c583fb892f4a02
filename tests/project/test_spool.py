"""Values kept out of memory come back as they were, in their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postl10n.workspace.spool import Spool


@given(st.dictionaries(st.text(), st.binary(max_size=100)))
def test_a_spool_is_the_mapping_that_was_put_in(values: dict[str, bytes]) -> None:
    spool: Spool[bytes] = Spool()
    for name, value in values.items():
        spool.add(name, value)

    assert list(spool.items()) == list(values.items())
    assert spool.get("no such name, of course") is None


def test_what_is_too_much_for_memory_is_read_back_while_more_is_added() -> None:
    spool: Spool[bytes] = Spool()
    for number in range(6):
        spool.add(str(number), bytes([number]) * (1 << 19))
        assert spool["0"][:1] == b"\0"

    assert [value[:1] for value in spool.values()] == [bytes([number]) for number in range(6)]
