"""What the review page says, found by Babel in its templates, and how its catalogs follow them.

After a change of the templates run `python scripts/review_catalogs.py`, then translate what became empty.
"""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from postl10n.files.po import new_po, parse_po, serialize_po
from postl10n.lang.plurals import parse_plural_forms, plural_forms_header
from postl10n.model.catalog import Catalog, Entry
from postl10n.project.writes import rewrite
from postl10n.web.review.ui_text import LANGUAGES, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "postl10n.web.review"
TEMPLATE = "review.pot"


def messages() -> tuple[Entry, ...]:
    """An entry for each string, in the order of the files; references name the file alone."""
    found: dict[str, list[str]] = {}
    plurals: dict[str, str] = {}
    folder = files(PACKAGE)
    names = sorted(one.name for one in (folder / "templates").iterdir() if one.name.endswith(".html"))
    for name in (*(f"templates/{name}" for name in names), "messages.py"):
        for one, many in _strings(name):
            found.setdefault(one, []).append(name)
            if many:
                # What is also said without a number is said as the first form.
                plurals[one] = many
    return tuple(
        Entry(
            msgid=one,
            msgid_plural=plurals.get(one),
            msgstr=("", "") if one in plurals else ("",),
            references=tuple(dict.fromkeys(where)),
        )
        for one, where in found.items()
    )


def _strings(name: str) -> Iterator[tuple[str, str | None]]:
    """The arguments of `_("…")`, `_n("…", "…", …)` and `_.count("…", "…", …)`."""
    from babel.messages.extract import extract

    method = "python" if name.endswith(".py") else "jinja2.ext:babel_extract"
    # Else a template that can't be parsed is passed over without a word.
    options = {"silent": "false"}
    keywords = {"_": None, "_n": (1, 2), "count": (1, 2)}
    with files(PACKAGE).joinpath(*name.split("/")).open("rb") as source:
        for _, message, _, _ in extract(method, source, keywords=keywords, options=options):
            if isinstance(message, str):
                yield message, None
            else:
                yield message[0], message[1]


def template() -> bytes:
    """`review.pot` as the templates ask for it."""
    return serialize_po(new_po(Catalog(header=_header(""), entries=messages())))


def followed(data: bytes, locale: str) -> bytes:
    """A catalog in step with the templates: the translations it has, new entries empty; without what is gone."""
    old = parse_po(data)
    known = old.catalog.by_key()
    forms = parse_plural_forms(plural_forms_header(locale)).nplurals
    entries = tuple(_filled(entry, known.get(entry.key), forms) for entry in messages())
    return serialize_po(old.updated(Catalog(header=old.catalog.header or _header(locale), entries=entries)))


def _filled(entry: Entry, old: Entry | None, forms: int) -> Entry:
    empty = ("",) * forms if entry.msgid_plural else ("",)
    if old is None or old.msgid_plural != entry.msgid_plural:
        return Entry(
            msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr=empty, references=entry.references
        )
    return Entry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr=old.msgstr,
        comments=old.comments,
        flags=old.flags,
        references=entry.references,
    )


def _header(locale: str) -> Entry:
    plural = f"Plural-Forms: {plural_forms_header(locale)}\n" if locale else ""
    fields = (
        "Project-Id-Version: postl10n review",
        f"Language-Team: {locale}",
        f"Language: {locale}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    )
    return Entry(msgid="", msgstr=("".join(f"{field}\n" for field in fields) + plural,))


def _catalog(path: Path, locale: str) -> bytes:
    """The catalog in step with the template, as bytes; a new one where there is none."""
    if not path.exists():
        return followed(serialize_po(new_po(Catalog(header=_header(locale), entries=()))), locale)
    return followed(path.read_bytes(), locale)


def main() -> None:
    """Write the template and bring every catalog into step."""
    folder = Path(__file__).parents[1] / "src" / "postl10n" / "web" / "review" / "locales"
    rewrite(folder / TEMPLATE, template, again=False)
    for locale in LANGUAGES:
        path = folder / f"{locale}.po"
        if locale != SOURCE:
            rewrite(path, partial(_catalog, path, locale), again=True)


if __name__ == "__main__":
    main()
