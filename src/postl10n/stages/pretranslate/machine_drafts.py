"""Choosing the entries to request from an engine, and writing its drafts into the catalog."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from postl10n.lang.plurals import PluralError, parse_plural_forms
from postl10n.lang.text.markup_faults import comparable
from postl10n.lang.text.word_count import word_count
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.ids import segment_id, target_hash
from postl10n.model.memory import Amount, Draft
from postl10n.model.states import UNKNOWN_WORDS, State, origin_of, state_of
from postl10n.stages.pretranslate.draft_entry import draft_of, drafted

_WORD = re.compile(r"\w+")
_MOST_FORMS = 2
"""English has two forms: a language with one or two gets them from the two texts of the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedText:
    """An entry's text in a related locale."""

    text: str
    origin: str = ""
    """The origin of its draft; empty for a text approved by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """An entry for which a draft is wanted."""

    entry: Entry
    texts: tuple[str, ...]
    """The texts to translate, one for each plural form."""
    msgids: tuple[str, ...]
    """The source of each text."""
    origin: str
    """The origin for the draft's comment: the engine, `:` and the related locale, `:` and the origin of its text."""
    around: tuple[str, str] = ("", "")
    """The sources before and after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A draft from an engine."""

    msgstr: tuple[str, ...]
    origin: str
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Words that the engine left untranslated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedDrafts:
    """A catalog with drafts of engines in empty entries."""

    catalog: Catalog
    drafts: tuple[Draft, ...]
    amount: Amount
    """The amount of drafted segments and words."""
    unknown: Mapping[str, int] = field(default_factory=dict)
    """Words that engines left untranslated, with the number of drafts that contain them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRoute:
    """The way in which a locale's drafts are made."""

    engine: str
    neighbour: str | None = None
    related: Mapping[Key, RelatedText] = field(default_factory=dict)
    """The texts of the related locale, if they are what is translated."""


def wants(catalog: Catalog, route: DraftRoute, inherited: Collection[Key]) -> Iterator[Want]:
    """Yield the empty entries for which there is a text to translate, in the order of the catalog."""
    active = [entry for entry in catalog.active() if entry.msgid]
    forms = _forms(catalog)
    for at, entry in enumerate(active):
        if state_of(entry) is not State.EMPTY or entry.key in inherited:
            continue
        msgids = _msgids(entry, forms)
        if not msgids:
            continue
        around = (
            active[at - 1].msgid if at else "",
            active[at + 1].msgid if at + 1 < len(active) else "",
        )
        if route.neighbour is None:
            yield Want(entry=entry, texts=msgids, msgids=msgids, origin=route.engine, around=around)
        elif (related := route.related.get(entry.key)) is not None and len(msgids) == 1:
            name = ":".join(filter(None, (route.engine, route.neighbour, related.origin)))
            yield Want(entry=entry, texts=(related.text,), msgids=msgids, origin=name)


def related_texts(catalog: Catalog) -> dict[Key, RelatedText]:
    """Return the texts that a catalog offers to a related locale: approved translations, and unedited drafts.

    Runs of merged sentences are left out: their text is not the translation of one entry.
    """
    related: dict[Key, RelatedText] = {}
    previous: Key | None = None
    for entry in catalog.active():
        if entry.msgstr == (MERGED,):
            if previous is not None:
                related.pop(previous, None)
            continue
        previous = entry.key
        one = _related(entry)
        if one is not None and not comparable(entry.msgid, one.text):
            related[entry.key] = one
    return related


def put(
    catalog: Catalog,
    made: Mapping[Key, Made],
    *,
    inherited: Collection[Key],
    rejected: Mapping[tuple[str | None, str], Collection[str]],
) -> PlacedDrafts:
    """Put the drafts into the entries that are still empty, except drafts that a person has rejected before."""
    new: dict[Key, Entry] = {}
    drafts: list[Draft] = []
    amount = Amount()
    unknown: Counter[str] = Counter()
    for entry in catalog.active():
        one = made.get(entry.key)
        if one is None or state_of(entry) is not State.EMPTY or entry.key in inherited:
            continue
        if target_hash(one.msgstr) in rejected.get((entry.msgctxt, segment_id(entry.msgid)), ()):
            continue
        told = (UNKNOWN_WORDS + ", ".join(one.unknown),) if one.unknown else ()
        new[entry.key] = drafted(entry, one.msgstr, origin=one.origin, notes=(*one.notes, *told))
        unknown.update(one.unknown)
        drafts.append(draft_of(entry, one.msgstr, origin=one.origin))
        amount = amount.plus(word_count(entry.msgid))
    return PlacedDrafts(
        catalog=catalog.with_entries(new),
        drafts=tuple(drafts),
        amount=amount,
        unknown=dict(unknown),
    )


def unknown_in(target: str, words: Iterable[str], terms: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the unknown words that are still in a finished draft, without repeats; others were corrected since.

    terms: glossary terms, whose words are correct as they are. Single letters are parts of figures and names.
    """
    right = {word for term in terms for word in _WORD.findall(term)}
    has = set(_WORD.findall(target))
    return tuple(
        dict.fromkeys(
            word
            for word in words
            if len(word) > 1 and word not in right and has.issuperset(_WORD.findall(word))
        )
    )


def _related(entry: Entry) -> RelatedText | None:
    if not entry.msgid or entry.msgid_plural is not None:
        return None
    state = state_of(entry)
    if state is State.APPROVED:
        return RelatedText(text=entry.msgstr[0])
    origin = origin_of(entry)
    if state is State.DRAFT and origin is not None:
        return RelatedText(text=entry.msgstr[0], origin=origin.name)
    return None


def _msgids(entry: Entry, forms: int) -> tuple[str, ...]:
    """Return the source of each form; empty if the locale has more forms than the source can supply."""
    if entry.msgid_plural is None:
        return (entry.msgid,)
    if len(entry.msgstr) != forms or forms > _MOST_FORMS:
        return ()
    return (entry.msgid_plural,) if forms == 1 else (entry.msgid, entry.msgid_plural)


def _forms(catalog: Catalog) -> int:
    """Return the number of plural forms in the catalog's header; 0 if it can't be determined."""
    try:
        return parse_plural_forms(catalog.fields.get("Plural-Forms", "")).nplurals
    except PluralError:
        return 0


def sources_of(asked: Sequence[Want]) -> Amount:
    """Return the amount of segments and words requested."""
    return Amount(segments=len(asked), words=sum(word_count(one.entry.msgid) for one in asked))
