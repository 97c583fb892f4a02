"""OmegaT projects: a new one as a ZIP archive, and what translators did in one.

The source files are PO files, as they were exported. What OmegaT writes into `target/` is compared with them, and believed
where `omegat/project_save.tmx` does not say otherwise: OmegaT drops drafts, and repeats approved translations where
nobody asked for them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files as resources
from pathlib import PurePosixPath
from string import Template

from postl10n.errors import CatalogError, Place
from postl10n.files.po import PoFile, new_po, parse_po, serialize_po
from postl10n.files.safe_xml import stream_xml
from postl10n.lang.locales import bcp47
from postl10n.lang.plurals import plural_forms_header
from postl10n.lang.text.markup_faults import comparable
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.exchange import ExchangeCatalog, ExchangeUnit
from postl10n.model.ids import entry_id
from postl10n.model.states import State, state_of
from postl10n.stages.catalog.edit import people_comments
from postl10n.stages.catalog.exchange import stamp_of

FORMAT = "omegat"
_PROJECT, _SAVED = "omegat.project", "omegat/project_save.tmx"
_SOURCE_LANGUAGE = "X-Source-Language"


def write_project(
    catalogs: Iterable[ExchangeCatalog],
    *,
    source: str,
    locale: str,
    terms: Iterable[tuple[str, str, str]],
    memory: bytes,
) -> bytes:
    """Return the archive. terms: source, target and comment. memory: TMX with tags as in catalogs."""
    header = (
        f"Language: {locale}\n{_SOURCE_LANGUAGE}: {source}\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
        f"Plural-Forms: {plural_forms_header(locale)}\n"
    )
    rows = ("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in terms)
    files = {
        # OmegaT opens no project without these folders.
        "target/": b"",
        "dictionary/": b"",
        "omegat/": b"",
        _PROJECT: _settings("omegat_project.xml", source=bcp47(source), target=bcp47(locale)),
        "config/omegat.prefs": _settings("omegat_prefs.xml"),
        "glossary/postl10n.utf8": "".join(rows).encode(),
        "tm/postl10n.tmx": memory,
    }
    for article, active in catalogs:
        if entries := tuple(active):
            catalog = Catalog(header=Entry(msgid="", msgstr=(header,)), entries=entries)
            files[f"source/{article}.po"] = serialize_po(new_po(catalog))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def _settings(name: str, **languages: str) -> bytes:
    return Template((resources(__package__) / name).read_text("utf-8")).substitute(languages).encode()


def read_project(files: Mapping[str, bytes], *, path: str) -> Iterator[ExchangeUnit]:
    """Yield the units of a project, by the names of its files. Raises CatalogError, FaultGroup or GlossaryError."""
    if _PROJECT not in files:
        raise CatalogError("is no OmegaT project: it has no omegat.project", place=Place(path=path))
    sources = {
        PurePosixPath(name).stem: parse_po(data, path=f"{path}/{name}")
        for name, data in sorted(files.items())
        if name.startswith("source/") and name.endswith(".po")
    }
    saved = _saved(files.get(_SAVED), f"{path}/{_SAVED}")
    for article, po in sources.items():
        for entry in po.catalog.active():
            if state_of(entry) is State.APPROVED:
                for text, target in zip(_texts(entry), entry.msgstr, strict=False):
                    saved.approved.setdefault(text.strip(), set()).add(target)
        name = f"target/{article}.po"
        if name in files:
            saved.targets[article] = parse_po(files[name], path=f"{path}/{name}")
    for article, po in sources.items():
        yield from _units(article, po, saved)


@dataclass(slots=True)
class _Saved:
    """Translations in the project, by their source without outer spaces."""

    approved: dict[str, set[str]] = field(default_factory=dict)
    """Those that were exported."""
    stated: dict[str, dict[str, bool]] = field(default_factory=dict)
    """Those of `project_save.tmx`, each True if somebody made it there, and not OmegaT when it read the source."""
    targets: dict[str, PoFile] = field(default_factory=dict)

    def translated(self, text: str, target: str, before: str) -> tuple[str, str]:
        """Return the translation, that of the target file or a newer one, and why it can't be taken, if so."""
        stated = self.stated.get(text.strip(), {})
        made = [one for one, by_hand in stated.items() if by_hand]
        if len(made) == 1 and target not in stated:
            # Translated since the target file was written.
            target = made[0]
        if not target or target in made:
            return target or before, ""
        if target == text or target in self.approved.get(text.strip(), ()):
            return before, ""
        if target not in stated and made:
            return target, "the target file is older than the project: create the translated documents again"
        if target in stated and before and before not in stated:
            return target, "OmegaT has kept an earlier translation, which nobody made there"
        return target, ""


def _saved(data: bytes | None, path: str) -> _Saved:
    found = _Saved()
    if data is not None:
        for tu in stream_xml(data, path=path, root="tmx", tags=("tu",)):
            texts = ["".join(map(str, seg.itertext())) for seg in tu.iter("seg")]
            by_hand = any(tuv.get("changedate") or tuv.get("changeid") for tuv in tu.iter("tuv"))
            if len(texts) > 1:
                stated = found.stated.setdefault(texts[0].strip(), {})
                stated[texts[1]] = by_hand or stated.get(texts[1], False)
    return found


def _texts(entry: Entry) -> tuple[str, ...]:
    """Return the source of each form."""
    return (entry.msgid, *[entry.msgid_plural or entry.msgid] * (len(entry.msgstr) - 1))


def _units(article: str, po: PoFile, saved: _Saved) -> Iterator[ExchangeUnit]:
    target = saved.targets.get(article)
    written = {entry.key: entry for entry in target.catalog.active()} if target else {}
    fields = po.catalog.fields
    for entry in po.catalog.active():
        now = written.get(entry.key)
        comments, state = people_comments(entry), state_of(entry).value
        for form, text in enumerate(_texts(entry)):
            before = entry.msgstr[form]
            theirs = now.msgstr[form] if now is not None and form < len(now.msgstr) else ""
            after, fault = saved.translated(text, theirs, before)
            accepted = after != before or (
                entry.fuzzy and saved.stated.get(text.strip(), {}).get(after, False)
            )
            broken = State.NEEDS_WORK if comparable(text, after) else State.APPROVED
            yield ExchangeUnit(
                line=(now or entry).line or 0,
                catalog=article,
                source_locale=fields.get(_SOURCE_LANGUAGE, ""),
                locale=fields.get("Language", ""),
                id=entry_id(entry.msgctxt, entry.msgid, entry.msgid_plural),
                form=form,
                context=entry.msgctxt,
                source=text,
                target=after,
                state=broken.value if accepted else "",
                exported=stamp_of(before, state, comments),
                comments=comments,
                fault=fault,
            )
