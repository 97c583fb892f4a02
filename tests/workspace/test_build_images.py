"""Images and links between articles: what a page refers to in its project, and what is there."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from postl10n.model.ids import article_id
from postl10n.project.layout import ProjectLayout
from postl10n.project.site import image_paths, read_image
from postl10n.stages.page.allowed_markup import IMAGES
from postl10n.workspace import BuildOptions, Workspace

OPTIONS = BuildOptions(as_of=datetime.date(2026, 1, 10))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
PAGE = (
    '<h1>Mail</h1><p>See <a href="air.html">air mail</a> and <img src="maps/the%20line.png" alt="the line"> here.</p>'
    "<p>That is all there is to say about the mail that goes by rail.</p>"
)


@pytest.fixture
def railway(project: Path) -> Path:
    (project / "articles" / "rail.html").write_text(PAGE, encoding="utf-8")
    (project / "articles" / "maps").mkdir()
    (project / "articles" / "maps" / "the line.png").write_bytes(PNG)
    (project / "articles" / "maps" / "unused.png").write_bytes(PNG)
    Workspace.open(project).update(today=datetime.date(2026, 1, 1))
    return project


def build(project: Path) -> dict[str, bytes]:
    Workspace.open(project).build(options=OPTIONS)
    site = project / "site"
    built = {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
    assert Workspace.open(project).link_faults() == []
    return built


def from_nothing(project: Path) -> dict[str, bytes]:
    copy = project.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("site", ".postl10n"))
    return build(copy)


def test_an_image_that_a_page_shows_is_copied(railway: Path) -> None:
    built = build(railway)
    assert [path for path in built if path.startswith("media/")] == ["media/maps/the line.png"]
    assert built["media/maps/the line.png"] == PNG
    assert b'<img src="../media/maps/the%20line.png" alt="the line" lang="en">' in built["ru/rail.html"]


def test_pages_follow_what_they_refer_to(railway: Path) -> None:
    """Each step is compared with a build from nothing."""
    image, other = railway / "articles" / "maps" / "the line.png", railway / "articles" / "air.html"
    without = build(railway)
    assert b'<a href="air.html">' not in without["ru/rail.html"]
    other.write_text(
        "<h1>Air</h1><p>Mail that flies is faster than mail that does not.</p>", encoding="utf-8"
    )
    assert b'<a href="air.html">air mail</a>' in build(railway)["ru/rail.html"]
    image.write_bytes(PNG + b"x")
    assert build(railway) == from_nothing(railway)
    image.unlink()
    gone = build(railway)
    assert b"<img" not in gone["en/rail.html"]
    assert b"the line" in gone["en/rail.html"]
    assert not [path for path in gone if path.startswith("media/")]
    other.unlink()
    image.write_bytes(PNG)
    assert build(railway) == without == from_nothing(railway)


@pytest.mark.parametrize("data", [b"<svg onload=alert(1)>", b"<script>alert(1)</script>", b""])
def test_a_file_that_is_no_image_is_not_copied(railway: Path, data: bytes) -> None:
    (railway / "articles" / "maps" / "the line.png").write_bytes(data)
    built = build(railway)
    assert not [path for path in built if path.startswith("media/")]
    assert b"<img" not in built["en/rail.html"]


def test_an_article_s_addresses_begin_in_its_own_folder(project: Path) -> None:
    """Names of every kind, in folders and beside one another."""
    articles = project / "articles"
    (articles / "2025" / "Rail_files").mkdir(parents=True)
    for image in ("2025/Rail_files/map 1.png", "2025/photo.png", "top.png", "2025/unused.png"):
        (articles / image).write_bytes(PNG)
    (articles / "2025" / "Rail_Mail.htm").write_text(
        '<h1>Mail</h1><p>See <a href="公告%201.HTML?x=1#top">the notice</a>, <a href="../bridge.txt">the bridge</a> and'
        ' <a href="_bridge.html">a draft</a>.</p><p>Here are <img src="Rail_files/map%201.png" alt="a map">,'
        ' <img src="./photo.png" alt="a photo"> and <img src="../top.png" alt="the top">.</p>',
        encoding="utf-8",
    )
    (articles / "2025" / "公告 1.html").write_text(
        '<h1>Notice</h1><p>It tells of <a href="Rail_Mail.htm">rail mail</a>.</p>', encoding="utf-8"
    )
    Workspace.open(project).update(today=datetime.date(2026, 1, 1))

    built = build(project)

    notice = article_id("2025/公告 1")
    page = built["ru/2025-rail-mail.html"].decode()
    assert f'<a href="{notice}.html">the notice</a>' in page
    assert '<a href="bridge.html">the bridge</a>' in page
    assert "and a draft." in page
    assert '<a href="2025-rail-mail.html">rail mail</a>' in built[f"ru/{notice}.html"].decode()
    assert sorted(path for path in built if path.startswith("media/")) == [
        "media/2025/Rail_files/map 1.png",
        "media/2025/photo.png",
        "media/top.png",
    ]
    assert '<img src="../media/2025/Rail_files/map%201.png" alt="a map" lang="en">' in page
    assert from_nothing(project) == built


def test_a_source_that_moves_and_keeps_its_id_is_made_again(railway: Path) -> None:
    build(railway)
    (railway / "articles" / "rail.html").rename(railway / "articles" / "maps" / "Rail.html")
    (railway / "articles" / "maps" / "b.html").write_text(PAGE, encoding="utf-8")
    Workspace.open(railway).update(today=datetime.date(2026, 1, 1))
    build(railway)
    (railway / "articles" / "maps" / "b.html").rename(railway / "articles" / "maps-b.html")

    assert b"maps/the%20line.png" in build(railway)["ru/maps-b.html"]


def test_a_missing_image_is_told(railway: Path) -> None:
    folder = railway / "articles" / "2025"
    folder.mkdir()
    (folder / "Air_1.html").write_text(
        "<h1>Air</h1><p>Mail flies.</p>\n<p>Here it is: <img src=plane.png alt='a plane'>.\n"
        "<img src=https://x.example/b.png></p>\n<p>Again: <img src=plane.png>, <img src=../maps/the%20line.png>.</p>",
        encoding="utf-8",
    )
    Workspace.open(railway).update(today=datetime.date(2026, 1, 1))

    report = Workspace.open(railway).build(options=OPTIONS)
    again = Workspace.open(railway).build(options=OPTIONS)

    assert [(str(one.place), one.finding.rule) for one in report.warnings] == [
        ("articles/2025/Air_1.html:2", "missing-image"),
    ]
    assert "articles/2025/plane.png is not there" in report.warnings[0].finding.message
    assert again.notices == report.notices
    assert (again.written, report.faults) == ((), ())

    (folder / "plane.png").write_bytes(PNG)
    assert Workspace.open(railway).build(options=OPTIONS).warnings == ()
    (folder / "plane.png").write_bytes(b"no image")
    assert len(Workspace.open(railway).build(options=OPTIONS).warnings) == 1


def test_only_images_in_folders_of_the_project_are_found(railway: Path) -> None:
    folder = railway / "articles"
    (railway.parent / "secret.png").write_bytes(PNG)
    (folder / "maps" / "linked.png").symlink_to(railway.parent / "secret.png")
    (folder / "outside").symlink_to(railway.parent)
    (folder / "maps" / ".hidden.png").write_bytes(PNG)
    (folder / "maps" / "text.html").write_bytes(b"x")
    (folder / "maps" / "icon.svg").write_bytes(b"<svg/>")
    (folder / "maps" / "deep").mkdir()
    (folder / "maps" / "deep" / "b.JPG").write_bytes(b"\xff\xd8\xff\xe0")
    found = sorted(image_paths(ProjectLayout(root=railway, project=Workspace.open(railway).project)))
    assert found == ["maps/deep/b.JPG", "maps/the line.png", "maps/unused.png"]
    assert read_image(folder / "maps" / "deep" / "b.JPG") is not None


def test_pages_know_the_kinds_that_are_copied(tmp_path: Path) -> None:
    begins = {
        ".png": PNG,
        ".gif": b"GIF89a",
        ".webp": b"RIFF",
        ".jpg": b"\xff\xd8\xff",
        ".jpeg": b"\xff\xd8\xff",
    }
    assert begins.keys() == IMAGES
    for suffix, data in begins.items():
        path = tmp_path / f"x{suffix}"
        path.write_bytes(data)
        assert read_image(path) == data
