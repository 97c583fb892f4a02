from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.text.markup import PlaceholderKind, blanked, code, hidden, is_unknown_markup, manual_pages
from postl10n.lang.text.markup_faults import code_faults, comparable


def read(text: str) -> str:
    """What is left to read as words."""
    return " ".join(blanked(text, hidden(text)).split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Run `post box` now", "Run now"),
        ("Run ``post box`` now", "Run now"),
        ("运行`post box`或`sort`命令", "运行 或 命令"),
        ("Use :func:`open_box` or :py:class:`~post.Box`.", "Use or ."),
        ("See :ref:`the rules <rules>` first", "See `the rules ` first"),
        ("See the `price list <prices>`_ and `the guide`_", "See the `price list `_ and `the guide`_"),
        ("See <code>post box</code> now", "See now"),
        ("Read [the rules](sorting-rules.md) first", "Read [the rules] first"),
        ("Set html_box_path, pass --dry-run, call send()", "Set , pass , call"),
        ("See post(1) and Post::Box(3pm).", "See and ."),
        ("Send to I<box>, not CWE<lt>textE<gt>", "Send to , not CW text"),
        ("\\fB\\-\\-force\\fR \\fIbag\\fR", "force bag"),
        ("See [url=https://a.example]the box[/url]", "See the box"),
        ("打开信箱(&O)...", "打开信箱 ..."),
        ("Copied %lu of %1$s to {} and ${path}", "Copied of to and $"),
        ("<no stamp> on macOS, see lib.rs or /etc/mail/box", "<no stamp> on , see or"),
        (
            "A letter (3 pages) in box (2), letter(s) – and so on",
            "A letter (3 pages) in box (2), letter(s) – and so on",
        ),
        ("It's the post-box's `left", "It's the post-box's `left"),
        ("R&D, and/or 5 % of A. Box", "R&D, and/or 5 % of A. Box"),
    ],
)
def test_what_is_read(text: str, words: str) -> None:
    assert read(text) == words


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("Call :meth:`Box.weigh`", "Appelez :meth:`Box.wiegh`", ["placeholder"]),
        ("See :term:`stamp`", "Veja :term:`selo <stamp>`", []),
        ("See :term:`stamp`", "Veja :term:`selo`", []),
        ("See :term:`stamp` and :term:`box`", "Veja :term:`selo <stamp>`", ["tag"]),
        ("See :func:`sort`", "Voir ``sort``", []),
        ("``a`` and ``b``", "``b`` et ``a``", []),
        ("Set `retries: 3`", "Ponga `retries: 5`", ["placeholder"]),
        ("Type `my box`", "Escriba `mi buzón`", []),
        ("Type `post box`", "Escriba `post bix`", ["placeholder"]),
        ("`pip install mail`", "`pip install mails`", ["placeholder"]),
        ("Run B<mail> on I<file>", "B<mail> mit I<Datei>", []),
        ("Run B<-q> on I<file>", "B<-q> mit Datei", ["tag"]),
        ("Default: C<20>", "Standard: C<30>", ["placeholder"]),
        ("plain text", "mit `Code`", []),
    ],
)
def test_code_that_is_lost_or_changed(source: str, target: str, lost: list[str]) -> None:
    faults = code_faults(source, target)
    assert ["tag" if one.placeholder.is_tag else "placeholder" for one in faults] == lost


@pytest.mark.parametrize(
    ("source", "target", "faults"),
    [
        ("%lu letters", "Lettres", ["%lu"]),
        ("{} letters", "Briefe", ["{}"]),
        ("About %1", "О программе", ["%1"]),
        ("%1 of %2", "%1 de", ["%2"]),
        ("up 50%", "%50 arttı", []),
        ("%20 arttı", "up 20%", []),
        ("{0} in {1}", "{0} en {2}", ["{1}", "{2}"]),
        ("%Y-%m-%d", "%d.%m.%Y", []),
        ("%s letter", "%ss Brief", []),
        ("<no stamp>", "<sans timbre>", []),
        ("I<box>", "I<Kasten>", []),
        ('<a href="%s">x</a>', "x", ['<a href="%s">…</a>']),
        ('<a title="Box">x</a>', '<a title="Kasten">x</a>', []),
        ("<link>x</link>", "x</link>", ["<link>"]),
        ("<kbd>S</kbd> key", "<kbd>S key", ["</kbd>"]),
        ("100 % of", "100 % de", []),
        ("{weight!r:>5}", "{weight:>5}", ["{weight!r:>5}", "{weight:>5}"]),
    ],
)
def test_placeholders_by_their_form(source: str, target: str, faults: list[str]) -> None:
    assert [one.placeholder.text for one in comparable(source, target)] == faults


def test_a_flag_tells_what_the_form_does_not() -> None:
    c_format = frozenset({"c-format"})
    assert comparable("%dMB of % d", "% d") == []
    assert [one.placeholder.text for one in comparable("%dMB of % d", "% d", c_format)] == ["% d"]
    assert comparable("%s box", "Kasten", frozenset({"no-c-format"})) == []


def test_the_section_of_a_manual_page_is_no_time() -> None:
    text = "page(3pm), sort(1); at 3pm (4pm on Sunday)"
    assert [text[start:end] for start, end in manual_pages(text)] == ["(3pm)", "(1)"]


@pytest.mark.parametrize("text", ["Use @code{tar}", "\\textbf{box}", "[[Box]]", '"r2 is: {}"', "// a box\n"])
def test_markup_that_is_not_read_is_known_as_such(text: str) -> None:
    assert is_unknown_markup(text)


@given(st.text(alphabet="`<>:_ a(1)[]-.\n&%{}IE=/", max_size=60))
def test_spans_lie_in_the_text_and_a_text_has_no_faults_against_itself(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in hidden(text))
    assert all(text[one.start : one.end] == one.text for one in code(text))
    assert {one.kind for one in code(text)} <= {PlaceholderKind.ROLE, PlaceholderKind.CODE}
    assert code_faults(text, text) == []
