"""Lists and tables: what each block stands in, by names and numbers, and what these elements say."""

from __future__ import annotations

from postl10n.model.article import Document, Role, Structure
from postl10n.stages.extract import extract


def read(html: str) -> Document:
    return extract(f"<h1>Title</h1>{html}", article_id="x", path="articles/x.html", locale="en")


def placed(html: str) -> list[tuple[str, str]]:
    """Each block with the path to it: `ul1/li2`."""
    return [
        ("/".join(f"{name}{number}" for name, number in block.inside), block.text)
        for block in read(html).blocks
    ]


def test_items_of_one_list_share_its_number_and_have_their_own() -> None:
    assert placed("<ul><li>One.</li><li>Two.</li></ul><p>Text.</p><ul><li>Three.</li></ul>") == [
        ("ul1/li2", "One."),
        ("ul1/li3", "Two."),
        ("", "Text."),
        ("ul4/li5", "Three."),
    ]


def test_a_list_inside_an_item_stands_in_that_item() -> None:
    html = "<ol><li>One.<ul><li>Inner.</li></ul></li><li>Two.</li></ol>"
    assert placed(html) == [("ol1/li2", "One."), ("ol1/li2/ul3/li4", "Inner."), ("ol1/li5", "Two.")]


def test_definitions_and_quotations() -> None:
    html = "<dl><dt>CTT</dt><dd>A post.</dd></dl><blockquote><p>Said.</p></blockquote><h3>Part</h3>"
    assert placed(html) == [
        ("dl1/dt2", "CTT"),
        ("dl1/dd3", "A post."),
        ("blockquote4", "Said."),
        ("h35", "Part"),
    ]
    assert [block.kind for block in read(html).blocks] == [
        Role.LIST_ITEM,
        Role.LIST_ITEM,
        Role.QUOTE,
        Role.HEADING,
    ]


def test_what_lists_say_is_noted_and_looks_are_not() -> None:
    html = (
        '<ol start="3" class="x" reversed><li value="7" style="y">One.</li><li>Two.</li></ol>'
        '<ul type="disc"><li>Three.</li></ul>'
    )
    assert read(html).structure == (
        Structure(number=1, name="ol", parent=0, attributes=(("start", "3"), ("reversed", ""))),
        Structure(number=2, name="li", parent=1, attributes=(("value", "7"),)),
    )


def test_every_cell_of_a_table_is_noted_with_its_row() -> None:
    html = (
        '<table><caption>Parcels</caption><tr><th scope="col" colspan="2">Year</th><td></td></tr>'
        '<tr><td rowspan="2" width="9">2024</td><td>15</td></tr></table>'
    )
    document = read(html)
    assert [(one.inside[-2:], one.kind, one.text) for one in document.blocks] == [
        ((("table", 1), ("caption", 2)), Role.CAPTION, "Parcels"),
        ((("tr", 3), ("th", 4)), Role.CELL, "Year"),
        ((("tr", 6), ("td", 7)), Role.CELL, "2024"),
        ((("tr", 6), ("td", 8)), Role.CELL, "15"),
    ]
    assert document.structure == (
        Structure(number=4, name="th", parent=3, attributes=(("scope", "col"), ("colspan", "2"))),
        Structure(number=5, name="td", parent=3),
        Structure(number=7, name="td", parent=6, attributes=(("rowspan", "2"),)),
        Structure(number=8, name="td", parent=6),
    )


def test_what_is_nested_deeper_is_kept_at_the_greatest_depth() -> None:
    html = "<ul><li>" * 40 + "Deep." + "</li></ul>" * 40
    (block,) = read(html).blocks
    assert block.text == "Deep."
    assert [number for _, number in block.inside] == list(range(1, 31))


def test_two_line_breaks_part_blocks_and_one_does_not() -> None:
    assert [text for _, text in placed("<p>One.<br><br>Two.<br>Three.</p>")] == ["One.", "Two. {1/}Three."]
    assert [text for _, text in placed("<p>One.<hr>Two.</p>")] == ["One.", "Two."]
    assert [text for _, text in placed("<p>One.<br>and<br>Two.</p>")] == ["One. {1/}and {2/}Two."]


def test_lines_of_code_are_told_without_the_empty_ones_around_it() -> None:
    document = read("<p>One.</p>\n<pre>\n\n  first\n    second\n\n</pre>\n<p>Two.</p>")
    code = document.blocks[1]
    assert (code.kind, code.text, code.lines) == (Role.CODE, "  first\n    second", (4, 5))
