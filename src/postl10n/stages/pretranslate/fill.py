"""Filling a catalog's empty entries from the translation memory."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from postl10n.lang.terms.replacement import counterpart
from postl10n.lang.terms.verify import uses_of
from postl10n.lang.text.markup import PlaceholderKind
from postl10n.lang.text.markup_faults import comparable
from postl10n.lang.text.word_count import word_count
from postl10n.lang.values.alone import written_alone
from postl10n.lang.values.substitute import adapted, mask
from postl10n.model.catalog import FUZZY, Catalog, Entry, Key, Previous
from postl10n.model.glossary import Occurrence
from postl10n.model.ids import segment_id, target_hash
from postl10n.model.memory import BANDS, Amount, Draft, MatchKind, MemoryMatch, Wanted
from postl10n.model.states import Origin, State, origin_of, state_of
from postl10n.ports import Memory
from postl10n.stages.pretranslate.draft_entry import draft_of, drafted
from postl10n.stages.pretranslate.lookup import exact_matches, lookup, normalised_matches
from postl10n.stages.pretranslate.memory_units import MEMORY, neighbours
from postl10n.stages.pretranslate.term_enforcement import EnforcedDraft, TermEnforcer

_MOST = 3
"""The maximum number of names replaced in one text."""


def swapped(wanted: Wanted, match: MemoryMatch, enforcer: TermEnforcer) -> MemoryMatch | None:
    """Return the match with the names, and then the figures, of the text looked up; None if that is not safe.

    `Belpost opened a hub.` is in the memory, `Correos opened a hub.` is looked up: if the translation uses a term of the
    first concept in a form for which the second one's term can be substituted, it is.
    """
    pairs = _pairs(wanted.text, match.source, enforcer)
    if not pairs:
        return None
    target, renamed = match.target, match.source
    for old, new in reversed(pairs):
        put = _exchanged(target, old, new, enforcer)
        if put is None:
            return None
        target = put
        renamed = renamed[: old.start] + wanted.text[new.start : new.end] + renamed[old.end :]
    if renamed != wanted.text:
        with_figures = adapted(
            wanted.text, renamed, target, source_locale=wanted.source_locale, locale=wanted.locale
        )
        if with_figures is None:
            return None
        target = with_figures
    return replace(match, target=target, kind=MatchKind.NORMALISED)


def _pairs(text: str, source: str, enforcer: TermEnforcer) -> list[tuple[Occurrence, Occurrence]]:
    """Return pairs of differing terms of the match and the text, if only terms and figures differ; else nothing."""
    theirs, ours = (_sure(one, enforcer) for one in (source, text))
    if not ours or len(ours) != len(theirs):
        return []
    pairs = [(old, new) for old, new in zip(theirs, ours, strict=True) if old.concept != new.concept]
    same = [(old, new) for old, new in zip(theirs, ours, strict=True) if old.concept == new.concept]
    if not 0 < len(pairs) <= _MOST or len({old.concept for old, _ in pairs}) < len(pairs):
        return []
    if any(source[old.start : old.end] != text[new.start : new.end] for old, new in same):
        return []
    others = {old.concept for old, _ in same}
    if any({old.concept, new.concept} & others or old.term.type is not new.term.type for old, new in pairs):
        return []
    rests = [
        [mask(part, enforcer.source) for part in _between(one, found)]
        for one, found in ((source, [old for old, _ in pairs]), (text, [new for _, new in pairs]))
    ]
    return pairs if rests[0] == rests[1] else []


def _sure(text: str, enforcer: TermEnforcer) -> list[Occurrence]:
    found = enforcer.find(text, enforcer.source)
    return [] if any(one.alternatives for one in found) else list(found)


def _between(text: str, found: Sequence[Occurrence]) -> Iterator[str]:
    at = 0
    for one in found:
        yield text[at : one.start]
        at = one.end
    yield text[at:]


def _exchanged(target: str, old: Occurrence, new: Occurrence, enforcer: TermEnforcer) -> str | None:
    """Return the target with the single use of the old concept replaced by the new one's term of the same type."""
    terms = enforcer.targets(old)
    found = [(term, use) for term in terms for use in uses_of(term, target, enforcer.locale)]
    spans = {(use.start, use.end) for _, use in found}
    wanted = next((term for term in enforcer.targets(new) if term.type is new.term.type), None)
    if len(spans) != 1 or wanted is None:
        return None
    term, use = found[0]
    if not use.verdict.firm or term.type is not wanted.type:
        return None
    after = target[use.end :]
    put = counterpart(target[use.start : use.end], after, term, wanted, enforcer.locale)
    return None if put is None else target[: use.start] + put + after


_BLANKS = re.compile(" {2,}")
_OFFERED = 5
"""The number of matches tried for an entry, in case the best were rejected or break a placeholder."""
VALUE = "value"
"""The origin of what is filled because it is a value or a name alone."""
_LEAST_WORDS = 4
"""Words below which one that differs makes another text: a match must be equal, but for figures and names."""
_LEAST_GAIN = 0.005
"""The least improvement for which an unedited draft is replaced; scores are written with two digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FillTask:
    """A catalog to fill, with the conditions."""

    catalog: Catalog
    source_locale: str
    locale: str
    least: float
    inherited: Collection[Key] = frozenset()
    """Empty entries that inherit from an approved parent, and that stay empty."""
    rejected: Mapping[tuple[str | None, str], Collection[str]] = field(default_factory=dict)
    """Hashes of drafts that a person deleted or replaced, by msgctxt and segment id."""
    terms: TermEnforcer | None = None
    """Enforcement of the glossary; None for none."""
    approve_values: bool = False
    """True to approve units of values alone, False to leave them as drafts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The filled catalog, and the matches found for its untranslated entries."""

    catalog: Catalog
    drafts: tuple[Draft, ...]
    bands: Mapping[str, Amount]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """A match whose translation has been checked against the glossary."""

    match: MemoryMatch
    draft: EnforcedDraft


def fill(task: FillTask, memory: Memory) -> Filled:
    """Give a draft to every empty entry, and a better one to every unedited draft if there is one.

    Nothing written or edited by a person is changed. Plural entries are left to engines.
    """
    active = list(task.catalog.active())
    around = neighbours(active)
    bands = dict.fromkeys(BANDS, Amount())
    new: dict[Key, Entry] = {}
    drafts: list[Draft] = []
    for entry in active:
        offer = None
        if _open(entry, task):
            offer = _best(entry, around[id(entry)], task, memory)
            value = _value(entry, task) if offer is None or offer.match.kind is MatchKind.FUZZY else None
            if value is not None:
                new[entry.key] = _valued(entry, value, task)
                drafts.append(draft_of(entry, (value,), origin=VALUE))
                bands[MatchKind.NORMALISED] = bands[MatchKind.NORMALISED].plus(word_count(entry.msgid))
                continue
        if _counted(entry, task):
            band = _band(offer.match if offer else None)
            bands[band] = bands[band].plus(word_count(entry.msgid))
        if offer is None:
            continue
        new[entry.key] = _drafted(entry, offer)
        had = target_hash(entry.msgstr) if any(entry.msgstr) else None
        score = _shown_score(offer.match)
        drafts.append(draft_of(entry, (offer.draft.target,), origin=MEMORY, score=score, replaces=had))
    return Filled(catalog=task.catalog.with_entries(new), drafts=tuple(drafts), bands=bands)


def _value(entry: Entry, task: FillTask) -> str | None:
    """Return an empty entry's translation if its source is one value or one name and nothing else."""
    if state_of(entry) is not State.EMPTY:
        return None
    made = written_alone(entry.msgid, task.source_locale, task.locale) or _name(entry.msgid, task)
    rejected = task.rejected.get((entry.msgctxt, segment_id(entry.msgid)), ())
    return None if made is None or target_hash((made,)) in rejected else made


def _name(text: str, task: FillTask) -> str | None:
    """Return the glossary's translation of a text that is one of its terms, spelled as there."""
    if task.terms is None or word_count(text) >= _LEAST_WORDS:
        return None
    found = task.terms.find(text, task.source_locale)
    if len(found) != 1 or found[0].term.text != text or found[0].alternatives:
        return None
    targets = task.terms.targets(found[0])
    return next((one.text for one in targets if one.type is found[0].term.type), None)


def _valued(entry: Entry, value: str, task: FillTask) -> Entry:
    made = drafted(entry, (value,), origin=VALUE)
    return (
        replace(made, flags=tuple(one for one in made.flags if one != FUZZY)) if task.approve_values else made
    )


def drafts_in(catalog: Catalog, engines: Collection[str] = ()) -> Iterator[Draft]:
    """Yield the unedited drafts from the memory, and from engines of these names."""
    for entry in catalog.active():
        origin = origin_of(entry)
        if origin is None or state_of(entry) is not State.DRAFT:
            continue
        if origin.name in (MEMORY, VALUE) or origin.name.partition(":")[0] in engines:
            yield draft_of(entry, entry.msgstr, origin=origin.name, score=origin.score)


def _counted(entry: Entry, task: FillTask) -> bool:
    return bool(entry.msgid) and state_of(entry) is State.EMPTY and entry.key not in task.inherited


def _open(entry: Entry, task: FillTask) -> bool:
    if entry.msgid_plural is not None or not entry.msgid:
        return False
    state = state_of(entry)
    return state is State.DRAFT or (state is State.EMPTY and entry.key not in task.inherited)


def _best(entry: Entry, around: tuple[str, str], task: FillTask, memory: Memory) -> _Offer | None:
    wanted = Wanted(
        text=entry.msgid,
        source_locale=task.source_locale,
        locale=task.locale,
        before=around[0],
        after=around[1],
    )
    rejected = task.rejected.get((entry.msgctxt, segment_id(entry.msgid)), ())
    has = origin_of(entry) if state_of(entry) is State.DRAFT else None
    for match in _offers(wanted, task, memory):
        if has is not None and not _better(match, has):
            return None
        sound = _sound(entry, match)
        if sound is None:
            continue
        draft = EnforcedDraft(target=sound.target)
        if task.terms:
            draft = task.terms.enforce(entry.msgid, sound.target)
        if comparable(entry.msgid, draft.target):
            draft = EnforcedDraft(target=sound.target, missing=draft.missing)
        if target_hash((draft.target,)) not in rejected:
            same = has is not None and draft.target == entry.msgstr[0]
            return None if same else _Offer(match=sound, draft=draft)
    return None


def _offers(wanted: Wanted, task: FillTask, memory: Memory) -> Iterator[MemoryMatch]:
    """Yield the matches, those with all words the same first."""
    exact = exact_matches(memory, wanted)
    yield from exact
    # After a rejected exact match, further look-ups for the text are mostly in vain.
    if exact:
        return
    yield from normalised_matches(memory, wanted)
    near = [
        match
        for match in lookup(memory, wanted, limit=_OFFERED, least=task.least)
        if match.kind is MatchKind.FUZZY
    ]
    if task.terms is not None:
        yield from filter(None, [swapped(wanted, match, task.terms) for match in near])
    if word_count(wanted.text) >= _LEAST_WORDS:
        yield from near


def _better(match: MemoryMatch, has: Origin) -> bool:
    """Return True if a match is better than the draft; a machine draft is only replaced by an exact match."""
    if has.name != MEMORY:
        return match.score >= 1
    return match.score >= (has.score or 0) + _LEAST_GAIN


def _sound(entry: Entry, match: MemoryMatch) -> MemoryMatch | None:
    """Return the match, without tags that only its own source has, if its placeholders fit; else None."""
    if not comparable(entry.msgid, match.target):
        return match
    target = match.target
    for fault in comparable(entry.msgid, target):
        one = fault.placeholder
        if fault.problem == "added" and one.is_tag and one.kind is not PlaceholderKind.MARKUP:
            target = target.replace(one.text, "", 1)
    target = _BLANKS.sub(" ", target).strip()
    return replace(match, target=target) if target and not comparable(entry.msgid, target) else None


def _drafted(entry: Entry, offer: _Offer) -> Entry:
    match = offer.match
    return drafted(
        entry,
        (offer.draft.target,),
        origin=MEMORY,
        score=_shown_score(match),
        notes=offer.draft.notes,
        previous=Previous(msgid=match.source, msgctxt=entry.msgctxt) if match.score < 1 else None,
    )


def _shown_score(match: MemoryMatch) -> float:
    """Return the score with two digits; an inexact match is never shown as 1."""
    return match.score if match.score >= 1 else min(round(match.score, 2), 0.99)


def _band(match: MemoryMatch | None) -> str:
    if match is None:
        return "left"
    if match.kind is not MatchKind.FUZZY:
        return match.kind.value
    for band, least in (("95-99", 0.95), ("85-94", 0.85), ("75-84", 0.75)):
        if match.score >= least:
            return band
    return "50-74"
