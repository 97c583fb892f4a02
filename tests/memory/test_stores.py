"""Both stores give the same answers; the index loses nothing on the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from process_memory import ProcessMemory
from rapidfuzz.distance import Levenshtein

from postl10n.errors import UsageError
from postl10n.memory.sqlite import DamagedMemoryError, KnownFile, SqliteMemory, source_side, target_side
from postl10n.memory.trigram_index import DamagedIndexError, TrigramIndex
from postl10n.model.memory import MemoryUnit, UnitState, Wanted

NOW = KnownFile(stamp="1", digest="a")
texts = st.text(alphabet="ab 中国12é", min_size=1, max_size=24).filter(
    lambda text: text == " ".join(text.split())
)
units = st.builds(
    MemoryUnit,
    source=texts,
    target=texts,
    source_locale=st.just("en"),
    locale=st.sampled_from(["ru", "zh_Hans"]),
    state=st.sampled_from(UnitState),
    origin=st.just("a.po"),
    date=st.sampled_from(["", "2026-01-02 10:00+0000"]),
    before=st.sampled_from([None, "", "aaaaaaaa"]),
    after=st.none(),
)


def wanted(text: str, *, locale: str = "ru", approved_only: bool = True) -> Wanted:
    return Wanted(text=text, source_locale="en", locale=locale, approved_only=approved_only)


def unit(source: str, target: str = "x", *, locale: str = "ru", source_locale: str = "en") -> MemoryUnit:
    return MemoryUnit(source=source, target=target, source_locale=source_locale, locale=locale, origin="a.po")


def filled(path: Path, held: list[MemoryUnit]) -> SqliteMemory:
    store = SqliteMemory(path)
    with store.changing():
        store.put("a.po", NOW, held)
    return store


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(held=st.lists(units, max_size=30), text=texts, approved_only=st.booleans())
def test_both_stores_give_the_same_answers(
    tmp_path: Path, held: list[MemoryUnit], text: str, approved_only: bool
) -> None:
    path = tmp_path / "memory.sqlite"
    for old in tmp_path.iterdir():
        old.unlink()
    store, process = filled(path, held), ProcessMemory(held)
    for question in (wanted(text, approved_only=approved_only), *(wanted(one.source) for one in held[:3])):
        assert store.exact(question) == process.exact(question)
        assert store.normalised(question) == process.normalised(question)
        # From 0.7 on, texts share a trigram whatever their edits; below, an index may miss some.
        assert store.near(question, least=0.7, limit=4) == process.near(question, least=0.7, limit=4)
    store.close()


def test_new_and_removed_units_are_seen_without_a_new_index(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    store = filled(path, [unit(f"Post office number {number} is open") for number in range(50)])
    assert store.near(wanted("Post office number 7 is open now"), least=0.7, limit=1)
    saved = next(tmp_path.glob("*.index")).read_bytes()

    with store.changing():
        store.put("b.po", NOW, [unit("Parcel lockers open at night")])
    assert [
        one.source for one, _ in store.near(wanted("Parcel lockers open at nite"), least=0.7, limit=3)
    ] == ["Parcel lockers open at night"]
    with store.changing():
        store.drop("a.po")
    assert store.near(wanted("Post office number 7 is open now"), least=0.7, limit=1) == []
    assert next(tmp_path.glob("*.index")).read_bytes() == saved


@pytest.mark.parametrize("damage", [b"", b"postl10n trigrams 1\n", b"x" * 5000, None])
def test_a_damaged_index_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "memory.sqlite"
    store = filled(path, [unit("Post offices open early")])
    store.near(wanted("Post offices open"), least=0.7, limit=1)
    index = next(tmp_path.glob("*.index"))
    index.write_bytes(index.read_bytes()[:-9] if damage is None else damage)
    store.close()

    with pytest.raises(DamagedIndexError):
        TrigramIndex.load(index)
    found = SqliteMemory(path).near(wanted("Post offices open earl"), least=0.7, limit=1)
    assert [one.source for one, _ in found] == ["Post offices open early"]


@pytest.mark.parametrize("damage", [b"no database at all, for sure" * 50, None])
def test_a_damaged_store_says_so(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "memory.sqlite"
    store = filled(path, [unit(f"Post office {number}") for number in range(500)])
    store.close()
    path.write_bytes(path.read_bytes()[: 4096 * 3] if damage is None else damage)

    with pytest.raises(DamagedMemoryError):
        SqliteMemory(path).exact(wanted("Post office 7"))


def test_a_folder_in_its_place_is_a_fault_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "memory.sqlite").mkdir()
    with pytest.raises(UsageError, match="can't be used"):
        SqliteMemory(tmp_path / "memory.sqlite")


def test_a_change_that_fails_leaves_the_memory_as_it_was(tmp_path: Path) -> None:
    store = filled(tmp_path / "memory.sqlite", [unit("One")])

    def broken() -> object:
        yield unit("Two")
        raise UsageError("stop")

    with pytest.raises(UsageError), store.changing():
        store.put("b.po", NOW, broken())  # type: ignore[arg-type]
    assert set(store.files()) == {"a.po"}
    assert store.exact(wanted("Two")) == []
    assert len(store.exact(wanted("One"))) == 1


_FILL = """
import sys
from pathlib import Path
from postl10n.memory.sqlite import KnownFile, SqliteMemory
from postl10n.model.memory import MemoryUnit, Wanted
store, name = SqliteMemory(Path(sys.argv[1])), sys.argv[2]
for number in range(20):
    unit = MemoryUnit(source=f"{name} {number}", target="x", source_locale="en", locale="ru")
    with store.changing():
        store.put(name, KnownFile(stamp="1", digest="a"), [unit])
    store.near(Wanted(text=unit.source, source_locale="en", locale="ru"), least=0.5, limit=1)
"""


def test_two_processes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    runs = [subprocess.Popen([sys.executable, "-c", _FILL, str(path), name]) for name in ("one.po", "two.po")]
    assert [run.wait() for run in runs] == [0, 0]
    store = SqliteMemory(path)
    assert set(store.files()) == {"one.po", "two.po"}
    assert store.exact(wanted("one.po 19"))
    assert store.exact(wanted("two.po 19"))


def test_an_index_finds_the_best_of_many() -> None:
    held = [f"The office in street {number} opens at {number % 12} and closes late" for number in range(3000)]
    index = TrigramIndex.build(held, range(3000))
    for text in (
        "The office in street 2718 opens at 6 and closes",
        "office in street 99 opens at 3 and closes late",
    ):
        best = max(Levenshtein.normalized_similarity(text, one) for one in held)
        (key, score), *_ = index.near(text, least=0.7, limit=1)
        assert score == pytest.approx(best)
        assert Levenshtein.normalized_similarity(text, held[key]) == pytest.approx(best)


@pytest.mark.parametrize("text", ["", "a", "é\ud800", "中", "İ" * 40])
def test_an_index_bears_any_text(text: str) -> None:
    index = TrigramIndex.build(["", "a", "中国邮政", "İ" * 41, "é\ud800"], range(5))
    assert all(0.7 <= score <= 1 for _, score in index.near(text, least=0.7, limit=3))


def test_sides() -> None:
    assert source_side("en_US") == source_side("en") == source_side("en_GB")
    assert target_side("zh-CN") == target_side("zh_Hans")
    assert target_side("pt") == target_side("pt_BR") != target_side("pt_PT")
    assert len({target_side(code) for code in ("zh_Hans", "zh_Hant", "zh_Hant_HK", "zh_Hant_MO")}) == 4


def test_a_unit_of_a_region_serves_its_language(tmp_path: Path) -> None:
    held = [unit("Open", "Открыто", source_locale="en_US", locale="ru_RU")]
    assert len(filled(tmp_path / "memory.sqlite", held).exact(wanted("Open"))) == 1
    assert len(ProcessMemory(held).exact(wanted("Open"))) == 1
