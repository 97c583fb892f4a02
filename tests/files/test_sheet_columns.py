"""Sheets of pairs whose columns others have named."""

from __future__ import annotations

import pytest

from postl10n.files.formats import MemoryReading
from postl10n.files.tables.glossary import from_csv
from postl10n.files.tables.units import read_csv


@pytest.mark.parametrize(
    "header",
    [
        "Source text;Translation",
        "Original;Перевод",
        "SOURCE STRING;TARGET STRING",
        "msgid;msgstr",
        "原文;译文",
    ],
)
def test_pairs_by_other_names(header: str) -> None:
    data = f"{header}\nMail came.;Llegó correo.\n".encode()
    (unit,) = read_csv(data, MemoryReading(path="x.csv", source_locale="en", locale="es"))
    assert (unit.source, unit.target) == ("Mail came.", "Llegó correo.")
    found = from_csv(data, path="x.csv", locales=("en", "es"))
    assert [one.terms["es"][0].text for one in found.concepts] == ["Llegó correo."]


def test_our_own_names_come_first() -> None:
    data = b"source,original,target\nMail,Post,Correo\n"
    (unit,) = read_csv(data, MemoryReading(path="x.csv", source_locale="en", locale="es"))
    assert (unit.source, unit.target) == ("Mail", "Correo")
