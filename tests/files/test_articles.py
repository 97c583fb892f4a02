"""Sources on the disk: their names, and encodings that are told or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from postl10n.errors import ArticleError, Faults, Place
from postl10n.files.articles import read_source, source_paths
from postl10n.files.encodings import decode

PLACE = Place(path="articles/x.txt")
TEXTS = {
    "ru": "Белпочта обработала 1,75 млрд отправлений в 2024 году. Её сеть — 15 складов.",
    "be": "Белпошта апрацавала 1,75 мільярда адпраўленняў у 2024 годзе.",
    "zh_Hans": "中国邮政集团有限公司与澳门邮电局签署了合作协议，双方将深化合作。",
    "zh_Hant": "中華郵政與澳門郵電局簽署了合作協議，雙方將深化合作。",
    "ja": "日本郵便は、ベルポストと協定を結びました。",
    "ko": "우정사업본부는 벨포스트와 협정을 체결했다.",
    "fr": "La Poste a signé un accord à Genève « hier » : un œuvre.",
    "pt": "Os Correios assinaram um acordo de cooperação.",
    "ar": "وقعت البريد اتفاقية في جنيف.",
}


@pytest.mark.parametrize(
    ("locale", "encoding"),
    [
        ("ru", "cp1251"),
        ("ru", "utf-16"),
        ("ru", "utf-32"),
        ("be", "cp1251"),
        ("zh_Hans", "gb18030"),
        ("zh_Hant", "big5hkscs"),
        ("ja", "cp932"),
        ("ja", "euc_jp"),
        ("ko", "cp949"),
        ("fr", "cp1252"),
        ("pt", "latin-1"),
        ("ar", "cp1256"),
        *((locale, "utf-8-sig") for locale in TEXTS),
    ],
)
def test_encodings_are_told(locale: str, encoding: str) -> None:
    assert decode(TEXTS[locale].encode(encoding), PLACE, locale) == TEXTS[locale]


def test_koi8_is_not_taken_for_its_neighbour() -> None:
    text = TEXTS["ru"].replace("—", "-")

    assert decode(text.encode("koi8-r"), PLACE, "ru") == text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gbk"), ("GBK", "gbk"), ("'windows-1251'", "cp1251"), ('"Big5"', "big5")],
)
def test_what_a_page_declares_holds(declared: str, encoding: str) -> None:
    text = f"<meta charset={declared}><p>{TEXTS['ru'] if '1251' in declared else '中文'}"

    assert decode(text.encode(encoding), PLACE) == text


@pytest.mark.parametrize(
    ("data", "locale", "line"),
    [
        (b"A title\nA\xe7ores \x81\n", "pt", 2),
        ("Строка\nещё".encode()[:-1] + b"\xff\nText", "ru", 2),
        (TEXTS["ru"].encode("cp1251"), "en", 1),
        (TEXTS["zh_Hans"].encode("gbk"), "en", 1),
        (bytes(range(128, 256)), None, 1),
        (b"<meta charset=hex>\n" + b"\xe9" * 40, "en", 2),
    ],
)
def test_a_doubt_is_a_fault_with_its_line(data: bytes, locale: str | None, line: int) -> None:
    with pytest.raises(ArticleError, match="is not in UTF-8") as raised:
        decode(data, PLACE, locale)

    assert raised.value.place == Place(path=PLACE.path, line=line)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["A title\n\nBody text.\n", "标题在此\n\n正文在这里。\n", "Заголовок\n\nТекст.\n"]
)
def test_utf16_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), PLACE) == text


def test_a_page_that_says_utf8_and_is_not() -> None:
    html = "<meta charset=utf-8><h1>Заголовок</h1><p>Текст статьи о почте.</p>"

    assert decode(html.encode("cp1251"), PLACE, "ru") == html


@pytest.mark.parametrize("data", [b"a\nb\0c", "a\nb\0c".encode("utf-16")])
def test_nul_bytes_are_no_text(data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"articles/x\.txt:2: holds NUL bytes"):
        decode(data, PLACE)


def test_line_ends() -> None:
    assert decode(b"a\r\nb\rc\n", PLACE) == "a\nb\nc\n"


def test_sources_in_the_order_of_ids_and_second_ones_named(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("b.html", "a.txt", "a.md", ".hidden.txt"):
        (folder / name).write_text("x")
    faults = Faults()

    paths = source_paths(folder, root=tmp_path, faults=faults)

    assert [path.name for path in paths] == ["a.md", "b.html"]
    assert [str(fault).splitlines()[0] for fault in faults] == [
        "articles/a.txt: a second source of the article 'a', which is also articles/a.md"
    ]


@pytest.mark.parametrize("name", ["x.docx", "X.txt", "site.md", "-x.html"])
def test_names_that_no_article_has(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")

    with pytest.raises(ArticleError, match=r"is no article|can't be an article's id"):
        read_source(tmp_path / name, root=tmp_path)
