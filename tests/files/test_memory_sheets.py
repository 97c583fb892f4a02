"""Sheets as translation memories: whatever wrote them."""

from __future__ import annotations

import pytest

from postl10n.errors import CatalogError, UsageError
from postl10n.files.formats import MemoryReading
from postl10n.files.tables.units import read_csv, read_xlsx
from postl10n.files.tables.xlsx import write_xlsx
from postl10n.model.memory import UnitState

Unit = tuple[str, str, str, str]


def units(data: bytes, **options: object) -> tuple[list[Unit], dict[str, int]]:
    reading = MemoryReading(path="t.csv", source_locale="en", **options)  # type: ignore[arg-type]
    found = [(one.source, one.target, one.locale, one.state.value) for one in read_csv(data, reading)]
    return found, dict(reading.left_out)


BAG = ("bag", "мешок", "ru", "approved")


@pytest.mark.parametrize(
    "text",
    [
        "SOURCE,Target\nbag,мешок\n",
        "sep=;\nSource;Target\nbag;мешок\n",
        '"sep=;"\r\nSource;Target\r\nbag;мешок\r\n',
        "source,target,,\nbag,мешок,,\n",
        "EN\tRU\tNo\nbag\tмешок\t17\n",
        "id,no,source,ru\n1,2,bag,мешок\n",
        "en,target\nbag,мешок\n",
    ],
)
def test_whatever_a_spreadsheet_does_to_it(text: str) -> None:
    for data in (text.encode(), text.encode("utf-16"), text.encode("utf-8-sig")):
        assert units(data, locale="ru") == ([BAG], {})


def test_the_row_s_number_is_norwegian_where_it_is_asked_for() -> None:
    sheet = b"en,no\nbag,sekk\n"

    with pytest.raises(CatalogError, match="no columns of sources and targets"):
        units(sheet)
    assert (
        units(sheet, languages=("no",))[0]
        == units(sheet, locale="no")[0]
        == [("bag", "sekk", "no", "approved")]
    )


def test_states_of_rows_count_and_joined_sentences_do_not() -> None:
    sheet = (
        "id,source,target,state,locale,exported\n"
        "1,One.,Раз.,approved,ru,\n2,Two.,Два.,Needs Work,ru,\n3,Three.,Три.,draft,ru,\n4,Four.,,empty,ru,\n"
        "5,Five.,Пять и шесть.,approved,ru,\n6,Six.,{merged},approved,ru,\n7,'-7 °C,'-7 °C,approved,be,\n"
    )

    found, left_out = units(sheet.replace("\\'", "'").encode())

    assert found == [
        ("One.", "Раз.", "ru", "approved"),
        ("Two.", "Два.", "ru", "fuzzy"),
        ("Three.", "Три.", "ru", "machine"),
        ("-7 °C", "-7 °C", "be", "approved"),
    ]
    assert left_out == {"rows without a source or a translation": 1, "parts of joined sentences": 2}


def test_a_column_of_doubts() -> None:
    found, _ = units("source,target,fuzzy\nbag,мешок,True\nbox,ящик,\n".encode(), locale="ru")

    assert [one[3] for one in found] == ["fuzzy", "approved"]


def test_an_unknown_state_is_refused_unless_the_user_says_one() -> None:
    sheet = "source,target,state\nbag,мешок,done\n".encode()

    with pytest.raises(CatalogError, match="'done' is no state") as caught:
        units(sheet, locale="ru")
    assert caught.value.place is not None
    assert caught.value.place.line == 2
    assert units(sheet, locale="ru", state=UnitState.APPROVED)[0] == [BAG]


def test_nothing_says_the_language() -> None:
    with pytest.raises(UsageError, match="the locale of its targets"):
        units("source,target\nbag,мешок\n".encode())


def test_a_workbook_is_read_alike() -> None:
    data = write_xlsx([("Source", "RU"), ("bag", "мешок")], safe=True, name="x")

    (unit,) = read_xlsx(data, MemoryReading(path="t.xlsx", source_locale="en"))

    assert (unit.source, unit.target, unit.locale) == ("bag", "мешок", "ru")
