"""Catalogs for property tests: what a PO file can hold, in the mixtures that break readers and writers."""

from __future__ import annotations

from hypothesis import strategies as st

from postl10n.model.catalog import Catalog, Entry, Key, Previous

HEADER_FIELDS = (
    "Project-Id-Version: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\nX-Unknown: kept\n"
)
# Words, punctuation that forbids or allows a line break, wide and combining characters, escapes.
_WORDS = (
    "word the e lorem 中 文 字 。 、 ， 「 」 （ ） привет слово « » — – - … “ ” ’ é ß ½ ± § 1 23,5 $ € / | ( ) [ ] "
    "{ } {1} {/1} {2/} ! ? : ; . , http://a.b/c-d/e?f=g&h 한 국어 ก ภาษาไทย שלום עב- مرحبا 🇨🇭 👍🏽 ァ ー № × •"
)
_BETWEEN = (
    '"',
    "\\",
    "\n",
    "\t",
    "\a",
    "\v",
    "\f",
    "\b",
    "\r",
    " ",
    " ",
    " ",
    "  ",
    "\u00a0",
    "\u0301",
    "\u200b",
    "\u200d",
)

pieced = st.lists(st.sampled_from((*_WORDS.split(), *_BETWEEN)), max_size=50).map("".join)
"""Texts that are wrapped, escaped and broken in every way."""
# gettext reserves EOT: it ends a msgctxt in MO files.
any_text = st.one_of(pieced, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04")))
_comment = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
_references = st.builds(
    lambda name, line: f"{name}:{line}" if line else name,
    st.sampled_from(["a.c", "articles/foo.txt#3f9a12c4", "x/y/z/w.html", "my file.c", "путь"]),
    st.integers(0, 99_999),
)
_flags = st.lists(
    st.sampled_from(["fuzzy", "no-wrap", "range: 0..5", "x-unknown", "no-python-format"]), unique=True
)
_previous = st.none() | st.builds(Previous, msgid=any_text, msgctxt=st.none() | any_text)


@st.composite
def entries(draw: st.DrawFn, text: st.SearchStrategy[str] = any_text) -> Entry:
    plural = draw(st.none() | text)
    forms = st.tuples(text) if plural is None else st.tuples(text, text)
    return Entry(
        msgid=draw(text.filter(bool)),
        msgctxt=draw(st.none() | text),
        msgid_plural=plural,
        msgstr=draw(forms),
        comments=tuple(draw(st.lists(_comment, max_size=2))),
        extracted=tuple(draw(st.lists(_comment, max_size=2))),
        references=tuple(draw(st.lists(_references, max_size=6))),
        flags=tuple(draw(_flags)),
        workflow=tuple(draw(st.lists(st.sampled_from(["fuzzy", "reviewed"]), unique=True))),
        previous=draw(_previous),
        obsolete=draw(st.booleans()),
    )


def distinct(found: list[Entry]) -> tuple[Entry, ...]:
    """The entries without those whose key came before."""
    by_key: dict[Key, Entry] = {}
    for entry in found:
        by_key.setdefault(entry.key, entry)
    return tuple(by_key.values())


def catalogs(one: st.SearchStrategy[Entry] | None = None, *, most: int = 6) -> st.SearchStrategy[Catalog]:
    """Catalogs without two entries of one key, with a header."""
    return st.builds(
        Catalog,
        header=st.just(Entry(msgid="", msgstr=(HEADER_FIELDS,))),
        entries=st.lists(entries() if one is None else one, max_size=most).map(distinct),
    )
