"""Sources on the disk: their names, and encodings that are told or refused."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from postl10n.errors import ArticleError, Place
from postl10n.files.encodings import decode
from postl10n.model.project import Paths, Project
from postl10n.project.articles import find_sources, read_file
from postl10n.project.layout import ProjectLayout

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
        (b"One\r\nTwo\r\n\r\nA\xe7ores \x81", "pt", 4),
        (b"One\rTwo\rA\xe7ores \x81", "pt", 3),
        (b"\xef\xbb\xbfOne\nTwo \xff\n", "en", 2),
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


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\xff\xfe" + "Ċ one\r\nĊ two\r\n".encode("utf-16-le") + b"\x00\xd8 ", 3),
        (b"\xfe\xff" + "Ċ one\nĊ two\n".encode("utf-16-be") + b"\xdc\x00\x00 ", 3),
        (b"\xff\xfe\x00\x00" + "one\ntwo\n".encode("utf-32-le") + b"\xff" * 4, 3),
        (b"<meta charset=gbk>\n\xd6\xd0\n\xff\xff", 3),
    ],
)
def test_a_fault_of_the_encoding_that_a_file_names_has_its_line(data: bytes, line: int) -> None:
    with pytest.raises(ArticleError, match="as it says") as raised:
        decode(data, PLACE)

    assert raised.value.place == Place(path=PLACE.path, line=line)


@pytest.mark.parametrize(
    "data", [b"a\nb\0c", b"a\r\nb\0c", b"a\rb\0c", "a\nb\0c".encode("utf-16"), "a\rb\0c".encode("utf-16")]
)
def test_nul_bytes_are_no_text(data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"articles/x\.txt:2: has NUL bytes"):
        decode(data, PLACE)


def test_line_ends() -> None:
    assert decode(b"a\r\nb\rc\n", PLACE) == "a\nb\nc\n"


@pytest.fixture
def layout(tmp_path: Path) -> ProjectLayout:
    (tmp_path / "articles").mkdir()
    return ProjectLayout(root=tmp_path, project=Project(name="news", source="en", targets=("ru",)))


def put(layout: ProjectLayout, *names: str) -> None:
    for name in names:
        path = layout.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def found(layout: ProjectLayout) -> dict[str, str]:
    paths = find_sources(layout).paths
    return {article: path.relative_to(layout.articles).as_posix() for article, path in paths.items()}


def test_sources_of_any_name_and_folder_in_the_order_of_their_ids(layout: ProjectLayout) -> None:
    put(
        layout,
        "b.html",
        "a.txt",
        "000_93e946fa7482fca2.txt",
        "2025/P2021_0824.htm",
        "2025/a/Page (1).HTML",
        "a-b.md",
    )

    assert found(layout) == {
        "000-93e946fa7482fca2": "000_93e946fa7482fca2.txt",
        "2025-a-page-1": "2025/a/Page (1).HTML",
        "2025-p2021-0824": "2025/P2021_0824.htm",
        "a": "a.txt",
        "a-b": "a-b.md",
        "b": "b.html",
    }
    assert list(found(layout)) == sorted(found(layout))


def test_what_is_no_article_is_left_out(layout: ProjectLayout) -> None:
    put(
        layout,
        "a.txt",
        "_draft.txt",
        ".hidden.md",
        "_old/b.txt",
        ".git/c.txt",
        "a_files/d.html",
        "2025/_e.txt",
    )
    put(layout, "notes.docx", "photo.png", "page", "2025/f_files.txt")
    (layout.articles / "folder.txt").mkdir()
    (layout.articles / "gone.txt").symlink_to(layout.root / "nowhere")

    sources = find_sources(layout)

    assert list(sources.paths) == ["2025-f-files", "a"]
    assert sources.left_out == {}


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("drafts/", ["a", "drafts", "x-a-bak", "x-y-a"]),
        ("drafts", ["a", "drafts", "x-a-bak", "x-y-a"]),
        ("drafts.txt", ["a", "drafts-b", "x-a-bak", "x-drafts-c", "x-y-a"]),
        ("x/drafts/", ["a", "drafts", "drafts-b", "x-a-bak", "x-y-a"]),
        ("x/*.txt", ["a", "drafts", "drafts-b", "x-drafts-c", "x-y-a"]),
        ("x/**/a.txt", ["a", "drafts", "drafts-b", "x-a-bak", "x-drafts-c"]),
        ("*.bak.*", ["a", "drafts", "drafts-b", "x-drafts-c", "x-y-a"]),
        ("/a.txt", ["drafts", "drafts-b", "x-a-bak", "x-drafts-c", "x-y-a"]),
        ("x/**", ["a", "drafts", "drafts-b"]),
    ],
)
def test_a_project_leaves_paths_out(layout: ProjectLayout, pattern: str, left: list[str]) -> None:
    put(layout, "a.txt", "drafts.txt", "drafts/b.txt", "x/drafts/c.txt", "x/a.bak.txt", "x/y/a.txt")
    project = replace(layout.project, paths=Paths(exclude=(pattern,)))

    assert list(find_sources(replace(layout, project=project)).paths) == left


def test_of_two_sources_with_one_id_neither_is_taken(layout: ProjectLayout) -> None:
    put(layout, "a.txt", "a.md", "B_1.txt", "b/1.html", "c.txt")

    sources = find_sources(layout)

    assert list(sources.paths) == ["c"]
    assert sources.ids == ("a", "b-1", "c")
    assert [str(fault).splitlines()[0] for fault in sources.left_out.values()] == [
        "articles/a.md: has the id 'a', as has articles/a.txt",
        "articles/B_1.txt: has the id 'b-1', as has articles/b/1.html",
    ]


@pytest.mark.parametrize("name", ["site.md", "INDEX.html", "404.htm", "-search-.txt"])
def test_ids_that_pages_of_the_site_have(layout: ProjectLayout, name: str) -> None:
    put(layout, name, f"2025/{name}")

    sources = find_sources(layout)

    assert [article.startswith("2025-") for article in sources.paths] == [True]
    assert "can't be an article's id" in str(*sources.left_out.values())


def test_a_folder_that_cannot_be_read_stops_the_search(
    layout: ProjectLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in it would look as if it were gone."""
    put(layout, "a.txt", "2025/b.txt")
    scan = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("2025"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(ArticleError, match="articles/2025: can't be read: Permission denied"):
        find_sources(layout)


@pytest.mark.parametrize(
    ("name", "article"),
    [("000_93e9.txt", "000-93e9"), ("index.html", "index"), ("page.php", "page-php"), ("Page (1)", "page-1")],
)
def test_any_file_is_read_where_it_is_named(tmp_path: Path, name: str, article: str) -> None:
    (tmp_path / name).write_text("<!DOCTYPE html><h1>Title</h1><p>Text.", encoding="utf-8")

    assert read_file(tmp_path / name).id == article
