"""Making entries from old translations and new messages: kept, carried over, or fuzzy with a note of the change.

`#|` has the source that the translation was made for: if a source is edited again before its stale translation was
reviewed, the older `#|` and the older date are kept, as in msgmerge. If the source is changed back to it, both are
removed, and the entry stays fuzzy: someone may have begun to adapt it.

A change of context is of class `meaning`, since a context distinguishes two meanings of one text; adding or removing
a plural is `wording`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from postl10n.lang.terms.proper_names import Vocabulary
from postl10n.lang.text.typography import typography_key
from postl10n.lang.text.word_diff import marked
from postl10n.model.catalog import FUZZY, MERGED, Entry, Previous
from postl10n.model.ids import segment_id
from postl10n.model.states import State, is_origin, state_of
from postl10n.registry import compiled
from postl10n.stages.catalog.classify import ChangeKind, classify
from postl10n.stages.catalog.edit import CARRIED, CHANGED, OTHER_FORMS, STALE_SINCE, is_note, quoted
from postl10n.stages.catalog.template import same_hints

_TERM = re.compile(r"term: (?P<source>.+?) → ")
_WIDE_END = compiled(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u0e00-\u0eff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """The options for making entries; see `merge`."""

    today: str | None
    carry: bool
    fill_merged: bool
    hints: bool
    refresh: bool
    forms: int | None
    """The number of plural forms in the old header; None if it has none."""
    vocabulary: Vocabulary | None
    """The language of the sources, with their common words."""

    def fresh(self, message: Entry) -> Entry:
        """Return the entry of a message without translation."""
        flags = tuple(flag for flag in message.flags if flag != FUZZY)
        return replace(
            message,
            msgstr=self._empty(message),
            flags=flags,
            workflow=tuple(flag for flag in message.workflow if flag != FUZZY),
            previous=None,
            obsolete=False,
            line=None,
        )

    def _empty(self, message: Entry) -> tuple[str, ...]:
        if message.msgid_plural is None:
            return ("",)
        return ("",) * (self.forms or max(2, len(message.msgstr)))

    def same(self, old: Entry, message: Entry) -> Entry:
        """Return the entry of a message that was present before, or that is revived from the obsolete ones."""
        if old.msgid_plural != message.msgid_plural:
            return self.edited(old, message)
        if old.obsolete:
            revived = replace(self._derived(old, message), obsolete=False, line=None)
            # It is unknown whether the sentence before it is still the one that it was merged into.
            return made_fuzzy(revived) if revived.msgstr == (MERGED,) else revived
        old = _without_past_notes(old)
        refreshed = self.refresh or _places(old) != _places(message) or self._outdated(old, message)
        return self._derived(old, message) if refreshed else old

    def _outdated(self, old: Entry, message: Entry) -> bool:
        """Return True if the entry's hints have to be replaced although nothing else changed."""
        if same_hints(old.extracted, message.extracted):
            return False
        return self.hints or state_of(old) in (State.EMPTY, State.DRAFT)

    def _derived(self, old: Entry, message: Entry) -> Entry:
        """Return the entry with the template's references and extracted comments, in foreign catalogs also its formats."""
        flags = self._flags(old, message) if self.refresh else old.flags
        if (old.references, old.extracted, old.flags) == (message.references, message.extracted, flags):
            return old
        return replace(old, references=message.references, extracted=message.extracted, flags=flags)

    def _flags(self, old: Entry, message: Entry) -> tuple[str, ...]:
        """Return the flags: fuzzy is the translator's, formats are the template's, unless a `#=` line has them."""
        formats = [flag for flag in (*message.flags, *message.workflow) if flag != FUZZY]
        if not (old.flags or formats):
            return ()
        fuzzy = (FUZZY,) if FUZZY in old.flags else ()
        own = (flag for flag in old.flags if flag != FUZZY and not _of_template(flag))
        return (*fuzzy, *(flag for flag in dict.fromkeys((*formats, *own)) if flag not in old.workflow))

    def edited(self, old: Entry, message: Entry, *, reworded: bool = False) -> Entry:
        """Return the entry of a message with another source, context or plural: carried over, or fuzzy.

        reworded: more than typography is known to differ.
        """
        if not any(old.msgstr):
            return replace(self.fresh(message), comments=old.comments)
        state = state_of(old)
        may_carry = self.carry and state is State.APPROVED and not reworded
        if may_carry and same_but_typography(old, message):
            return self._carried(old, message)
        stale = state is State.STALE
        previous = old.previous if stale and old.previous else _source(old)
        came_back = previous == _source(message)
        entry = self._draw(old, message)
        note = () if came_back else (self._changed(previous, old, message), *self._since(old, stale))
        return replace(
            made_fuzzy(entry),
            previous=None if came_back else previous,
            comments=(*_kept_comments(old), *_other_forms(old, entry), *note),
        )

    def _carried(self, old: Entry, message: Entry) -> Entry:
        note = f"{CARRIED}{segment_id(old.msgid)}"
        comments = (*(comment for comment in old.comments if not is_note(comment)), note)
        return replace(self._draw(old, message), comments=comments)

    def _draw(self, old: Entry, message: Entry) -> Entry:
        """Return the message with the entry's translation in as many forms as it needs."""
        if message.msgid_plural is None:
            msgstr = old.msgstr[:1] if old.msgstr[0] else tuple(form for form in old.msgstr if form)[:1]
        elif old.msgid_plural is None:
            msgstr = old.msgstr * len(self._empty(message))
        else:
            msgstr = old.msgstr
        return replace(
            message,
            msgstr=msgstr,
            comments=old.comments,
            flags=self._flags(old, message),
            workflow=old.workflow,
            previous=None,
            obsolete=False,
            line=None,
        )

    def _changed(self, previous: Previous, old: Entry, message: Entry) -> str:
        """Return the comment about a change from one source to another."""
        before, after = previous.msgid or "", message.msgid
        if before != after:
            terms = (*_terms(old), *_terms(message))
            kind = classify(before, after, vocabulary=self.vocabulary, terms=terms)
            return f"{CHANGED}{kind}: {marked(before, after)}"
        if previous.msgctxt != message.msgctxt:
            difference = marked(previous.msgctxt or "", message.msgctxt or "")
            return f"{CHANGED}{ChangeKind.MEANING}: msgctxt {difference}"
        before, after = previous.msgid_plural or "", message.msgid_plural or ""
        kind = classify(before, after, vocabulary=self.vocabulary) if before and after else ChangeKind.WORDING
        return f"{CHANGED}{kind}: msgid_plural {marked(before, after)}"

    def _since(self, old: Entry, stale: bool) -> tuple[str, ...]:
        earlier = [comment for comment in old.comments if stale and comment.startswith(STALE_SINCE)]
        if earlier:
            return (earlier[-1],)
        return (f"{STALE_SINCE}{self.today}",) if self.today else ()

    def tail(self, old: Entry, message: Entry) -> Entry:
        """Return the entry of a later part of a split sentence; the first part has the whole translation."""
        if not self.fill_merged or message.msgid_plural is not None:
            return self.fresh(message)
        previous = _source(old)
        entry = made_fuzzy(replace(self.fresh(message), msgstr=(MERGED,)))
        note = (self._changed(previous, old, message), *self._since(old, False))
        return replace(entry, previous=previous, comments=(*entry.comments, *note))

    def joined(self, one: Entry, two: Entry, message: Entry) -> Entry:
        """Return the entry of two joined sentences: both translations in sequence; `#|` has both sources on two lines."""
        first, second = one.msgstr[0], two.msgstr[0]
        msgstr = first if second == MERGED else _side_by_side(first, second)
        # The position of the first in its run is that of the whole.
        whole = replace(
            one,
            msgid=f"{one.msgid}\n{two.msgid}",
            msgstr=(msgstr,),
            comments=tuple(dict.fromkeys((*_kept_comments(one), *_kept_comments(two)))),
            previous=None,
        )
        return self.edited(made_fuzzy(whole), message)

    def broken(self, entry: Entry, before: str, after: str) -> Entry:
        """Return a member of a run of merged sentences that was broken up."""
        previous = Previous(msgid=before, msgctxt=entry.msgctxt)
        kind = classify(before, after, vocabulary=self.vocabulary, terms=_terms(entry))
        note = (f"{CHANGED}{kind}: {marked(before, after)}", *self._since(entry, False))
        return replace(made_fuzzy(entry), previous=previous, comments=(*_kept_comments(entry), *note))


def _places(entry: Entry) -> frozenset[str]:
    return frozenset(place for line in entry.references for place in line.split())


def _of_template(flag: str) -> bool:
    return flag.endswith(("-format", "wrap")) or flag.startswith("range:")


def _terms(entry: Entry) -> tuple[str, ...]:
    """Return the glossary terms in the hints of an entry."""
    found = (_TERM.match(line) for line in entry.extracted)
    return tuple(hit["source"] for hit in found if hit)


def _source(entry: Entry) -> Previous:
    return Previous(msgid=entry.msgid, msgctxt=entry.msgctxt, msgid_plural=entry.msgid_plural)


def same_but_typography(old: Entry, message: Entry) -> bool:
    """Return True if both sources differ only in typography on the closed list, in the same context."""
    plurals = old.msgid_plural, message.msgid_plural
    if old.msgctxt != message.msgctxt or (plurals[0] is None) != (plurals[1] is None):
        return False
    folded = [typography_key(text) for text in plurals if text is not None]
    return len(set(folded)) < 2 and typography_key(old.msgid) == typography_key(message.msgid)


def made_fuzzy(entry: Entry) -> Entry:
    return entry if entry.fuzzy else replace(entry, flags=(FUZZY, *entry.flags))


def _kept_comments(old: Entry) -> tuple[str, ...]:
    """Return the comments without the notes of earlier merges, and without the history of an approved entry.

    With its origin comment kept, an approved entry would look like an unedited draft as soon as its source came
    back, and a command might replace what a person has approved.
    """
    approved = state_of(old) is State.APPROVED
    return tuple(c for c in old.comments if not (is_note(c) or (approved and is_origin(c))))


def _other_forms(old: Entry, entry: Entry) -> tuple[str, ...]:
    lost = dict.fromkeys(form for form in old.msgstr if form and form not in entry.msgstr)
    return (f"{OTHER_FORMS}{' '.join(quoted(form) for form in lost)}",) if lost else ()


def _side_by_side(first: str, second: str) -> str:
    unspaced = _WIDE_END.match(first[-1:]) or _WIDE_END.match(second[:1])
    return first + second if unspaced else f"{first.rstrip()} {second.lstrip()}"


def _without_past_notes(entry: Entry) -> Entry:
    """Return an entry without what is said of an edit of its source, if another tool has approved it since."""
    past = [one for one in entry.comments if is_note(one) and not one.startswith(CARRIED)]
    if not past or state_of(entry) is not State.APPROVED:
        return entry
    return replace(entry, comments=tuple(one for one in entry.comments if one not in past))
