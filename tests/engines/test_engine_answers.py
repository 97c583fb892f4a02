"""What counts as an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.engines.answers import usable
from postl10n.lang.languages.scripts import in_script
from postl10n.model.project import EngineAsk


@pytest.mark.parametrize(
    ("text", "answer", "line"),
    [
        ("The post", " El correo\n", "El correo"),
        ("The post", "El\n correo  postal", "El correo postal"),
        ("The ⟦0⟧ post ⟦1⟧", "⟦1⟧ correo ⟦0⟧", "⟦1⟧ correo ⟦0⟧"),
        ("Use <b>", "Use <i>", "Use <i>"),
        ("2 &lt; 3", "2 &lt; 3", "2 &lt; 3"),
        ("1 < 2 > 0", "1 < 2 > 0", "1 < 2 > 0"),
    ],
)
def test_usable(text: str, answer: str, line: str) -> None:
    assert usable(EngineAsk(text=text), answer, "es") == line


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The post", None),
        ("The post", 3),
        ("The post", ""),
        ("The post", " \n\u00a0"),
        ("The post", "<b>El correo</b>"),
        ("The post", "El correo<br/>"),
        ("The post", "El correo <!-- note"),
        ("The post", "El correo d&#39;hoy"),
        ("The post", "El correo &nbsp; hoy"),
        ("The post", "El\x00correo"),
        ("The post", "El\x1b[31mcorreo"),
        ("The post", "El \ud800"),
        ("The post", "correo " * 100),
        ("The ⟦0⟧ post", "El correo"),
        ("The ⟦0⟧ post", "El ⟦0⟧ ⟦0⟧ correo"),
        ("The ⟦0⟧ post", "El ⟦1⟧ correo"),
        ("The ⟦0⟧ post", "El ⟦ 0 ⟧ correo"),
        ("The ⟦0⟧ post", "El ⟦0⟧ correo ⟧"),
        ("The post", "El ⟦0⟧ correo"),
        ("The post", "Почта"),
    ],
)
def test_unusable(text: str, answer: object) -> None:
    assert usable(EngineAsk(text=text), answer, "es") is None


@pytest.mark.parametrize(
    ("locale", "answer", "text", "fits"),
    [
        ("ru", "Почта", "The post", True),
        ("ru", "The post", "The post", False),
        ("ru", "La poste", "The post", False),
        ("ru", "Почта CTT, EMS и DHL", "The post of CTT, EMS and DHL", True),
        ("ru", "CTT EMS", "CTT EMS", True),
        ("ru", "См. www.ctt.pt и mail@ctt.pt", "See www.ctt.pt and mail@ctt.pt", True),
        ("ru", "2021", "2021", True),
        ("es", "El correo de Почта", "The post of Почта", True),
        ("sr", "Пошта", "The post", True),
        ("sr_Latn", "Пошта", "The post", False),
        ("zh_Hans", "中国邮政开通服务", "China Post opens a service", True),
        ("zh_Hans", "中國郵政開通服務", "China Post opens a service", False),
        ("zh_Hant", "中国邮政开通服务", "China Post opens a service", False),
        ("zh_Hant_MO", "中國郵政開通服務", "China Post opens a service", True),
        ("ja", "日本郵便がサービスを開始", "Japan Post opens a service", True),
        ("ko", "우정사업본부", "Korea Post", True),
        ("ja", "우정사업본부", "Japan Post", False),
        ("ar", "البريد", "The post", True),
        ("th", "ไปรษณีย์", "The post", True),
    ],
)
def test_scripts(locale: str, answer: str, text: str, fits: bool) -> None:
    assert in_script(answer, text, locale) is fits


@given(st.text(), st.text())
def test_a_line_is_a_line(text: str, answer: str) -> None:
    line = usable(EngineAsk(text=text), answer, "es")
    assert line is None or (line == line.strip() and line and "\n" not in line and "\r" not in line)
