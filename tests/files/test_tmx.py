"""TMX as we and other tools write it, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.errors import CatalogError, SheetError
from postl10n.files.formats import MemoryReading
from postl10n.files.tables.units import read_csv
from postl10n.files.tmx.parse import MAX_SEGMENT, read_tmx
from postl10n.files.tmx.serialize import representable, write_tmx
from postl10n.lang.text.normalise import normalise
from postl10n.model.memory import MemoryUnit, UnitState

pieces = st.lists(
    st.one_of(
        st.text(
            alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}%｛｝"), max_size=8
        ),
        st.sampled_from(["{{", "}}", "{date}", "%(n)s", "{3/}", "<b>", "&amp;", "]]>"]),
    ),
    min_size=1,
    max_size=8,
)
msgids = st.builds(lambda inner, outer: normalise("".join(["a{1}", *inner, "{/1}", *outer])), pieces, pieces)


def tmx(body: str, head: str = "", srclang: str = "en-US") -> bytes:
    return f'{head}<tmx version="1.4"><header srclang="{srclang}"/><body>{body}</body></tmx>'.encode()


def tu(source: str, target: str) -> str:
    return f'<tu><tuv xml:lang="EN-us"><seg>{source}</seg></tuv><tuv xml:lang="ru-RU"><seg>{target}</seg></tuv></tu>'


@given(source=msgids, target=msgids, state=st.sampled_from(UnitState), plain=st.booleans())
def test_what_we_write_is_read_back(source: str, target: str, state: UnitState, plain: bool) -> None:
    unit = MemoryUnit(
        source=source, target=target, source_locale="en", locale="zh_Hans", state=state, origin="<tmx>",
        article="a", context="title", before="", after="12345678", translator='A "B" <c>', date="2026-01-02 09:00+0000",
    )  # fmt: skip
    if representable(unit):
        written = b"".join(write_tmx([unit], tool_version="1", source_locale="en", plain=plain))
        assert list(read_tmx(written)) == [unit]


def test_inline_codes_of_other_tools() -> None:
    """Numbered in the order of the source; the target's are found by `x`, or by order where there is none."""
    source = (
        '<bpt i="1" x="7">&lt;b></bpt>Open<ept i="1">&lt;/b></ept> <ph x="9">&lt;br/></ph>{now} <hi>here</hi>'
    )
    target = '<ph x="9">&lt;br/></ph><bpt i="2" x="7"/>Открыть<ept i="2"/> тут'
    (unit,) = read_tmx(tmx(tu(source, target)))
    assert (unit.source, unit.target) == ("{1}Open{/1} {2/}{{now}} here", "{2/}{1}Открыть{/1} тут")
    assert (unit.source_locale, unit.locale, unit.state) == ("en_US", "ru_RU", UnitState.APPROVED)

    (unit,) = read_tmx(tmx(tu('a <ph>x</ph> b <it pos="begin">y</it>', "<ph>x</ph> б <ut>y</ut>")))
    assert (unit.source, unit.target) == ("a {1/} b {2/}", "{1/} б {2/}")


def test_tags_as_text() -> None:
    """OmegaT's memories of PO files: our tags are tags, but a brace alone is a brace."""
    (unit,) = read_tmx(tmx(tu("Read {1}more{/1}.", "{1}Далее{/1}.")))
    assert (unit.source, unit.target) == ("Read {1}more{/1}.", "{1}Далее{/1}.")
    (unit,) = read_tmx(tmx(tu("File {0} of {1}", "Файл {0} из {1}")))
    assert (unit.source, unit.target) == ("File {{0}} of {{1}}", "Файл {{0}} из {{1}}")
    of_omegat = tmx(tu("Changed on {date}", "Изменено {date}")).replace(
        b"<header", b'<header o-tmf="OmegaT TMX"'
    )
    (unit,) = read_tmx(of_omegat)
    assert (unit.source, unit.target) == ("Changed on {date}", "Изменено {date}")


def test_what_trados_does_not_call_confirmed_is_fuzzy() -> None:
    def unit(level: str) -> str:
        return tu("a", "б").replace("<tu>", f'<tu><prop type="x-ConfirmationLevel">{level}</prop>')

    levels = ("Draft", "RejectedTranslation", "Translated", "ApprovedSignOff")
    states = [one.state for one in read_tmx(tmx("".join(map(unit, levels))))]
    assert states == [UnitState.FUZZY, UnitState.FUZZY, UnitState.APPROVED, UnitState.APPROVED]


def test_any_pair_of_locales() -> None:
    three = "".join(
        f'<tuv xml:lang="{code}"><seg>{code}</seg></tuv>' for code in ("be", "ru", "xx-unknown", "pl")
    )
    pairs = [(one.source_locale, one.locale) for one in read_tmx(tmx(f"<tu>{three}</tu>", srclang="ru"))]
    assert pairs == [("ru", "be"), ("ru", "pl")]
    pairs = [(one.source_locale, one.locale) for one in read_tmx(tmx(f"<tu>{three}</tu>", srclang="*all*"))]
    assert len(pairs) == 6


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE tmx SYSTEM "tmx14.dtd">', "<!DOCTYPE tmx SYSTEM 'http://x.example/tmx14.dtd' >",
     '<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN" "tmx14.dtd" >'],
)  # fmt: skip
def test_the_plain_document_type_is_borne(doctype: str) -> None:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by a tool -->\n{doctype}\n'
    assert len(list(read_tmx(tmx(tu("a", "б"), head)))) == 1
    wide = tmx(tu("a", "б"), head.replace("UTF-8", "UTF-16")).decode().encode("utf-16")
    assert len(list(read_tmx(wide))) == 1


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (tmx(tu("&b;", "б"), f"<?xml version='1.0'?>\n{BOMB}"), "t.tmx:2: has a DOCTYPE"),
        (
            tmx("", '<!DOCTYPE tmx SYSTEM "tmx14.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "DOCTYPE",
        ),
        (tmx("", BOMB).decode().encode("utf-16"), "DOCTYPE"),
        (tmx("", f"<?xml version='1.0' encoding='UTF-7'?>{BOMB}"), "is in UTF-7"),
        (tmx(tu("a" * (MAX_SEGMENT + 1), "б")), "longer than"),
        (tmx(tu("a", "б"))[:-20], "broken XML"),
        (tmx("<tu>&bomb;</tu>"), "broken XML"),
        (b"<html><body/></html>", "has the root <html>, not <tmx>"),
        (b"", "broken XML"),
        (b"\x00\x01\x02", "broken XML"),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(CatalogError, match=message):
        list(read_tmx(data, path="t.tmx"))


def test_a_state_given_by_the_user_wins() -> None:
    (unit,) = read_tmx(tmx(tu("a", "б")), state=UnitState.MACHINE)
    assert unit.state is UnitState.MACHINE


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ('source,target\r\n"a, b",б\r\n', "ru"),
        ("en;ru;note\na, b;б;x\n", None),
        ("\ufeffen\tru\na, b\tб\n", None),
    ],
)
def test_csv(text: str, locale: str | None) -> None:
    (unit,) = read_csv(text.encode(), MemoryReading(path="t.csv", source_locale="en", locale=locale))
    assert (unit.source, unit.target, unit.locale) == ("a, b", "б", "ru")


@pytest.mark.parametrize(
    "data", [b"", b"one,two\n1,2\n", b"\xff\xfe", b'en,ru\n"a' + b"x" * 200_000 + b'",b\n']
)
def test_csv_that_is_none(data: bytes) -> None:
    with pytest.raises((CatalogError, SheetError)):
        list(read_csv(data, MemoryReading(path="t.csv", source_locale="en")))
