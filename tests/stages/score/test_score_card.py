"""Score cards: the figures are sacrebleu's own, and nothing in a catalog breaks them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.lib_ter import translation_edit_rate
from sacrebleu.metrics.ter import TER

from postl10n.errors import UsageError
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.glossary import Concept, Occurrence, Term
from postl10n.model.ids import segment_id
from postl10n.model.scores import Rated, ScoreCard
from postl10n.stages.score import score
from postl10n.stages.score.card import card_of_items, chosen_tokenizer, tokenizer
from postl10n.stages.score.inputs import Drafted, Rating, ScoreInput, ScoreRequest
from postl10n.stages.score.statistics import edits

REFERENCES = [
    "Le pont relie les deux rives du fleuve depuis 1998.",
    "La poste a distribué 1,75 milliard de colis l'an dernier.",
    "Les deux parties ont signé un accord à Lisbonne.",
    "Il est entré en vigueur le 12 mai.",
]
TRANSLATIONS = [
    "Depuis 1998, le pont relie les deux rives du fleuve.",
    "La poste a livré 1,75 milliard de paquets l'an passé.",
    "Les deux parties ont signé un accord à Lisbonne.",
    "Il entre en vigueur le 12 mai prochain.",
]
COMPARED = ScoreRequest(locale="fr", baselines=("before",))
BETTER = [TRANSLATIONS[0], REFERENCES[1], REFERENCES[2], REFERENCES[3]]


def items(
    translations: Sequence[str], references: Sequence[str], baseline: Sequence[str] = ()
) -> list[ScoreInput]:
    return [
        ScoreInput(
            id=str(number),
            source="",
            target=one,
            reference=other,
            baselines=(baseline[number],) if baseline else (),
        )
        for number, (one, other) in enumerate(zip(translations, references, strict=True))
    ]


def card(translations: Sequence[str], references: Sequence[str], locale: str = "fr") -> ScoreCard:
    return card_of_items(items(translations, references), ScoreRequest(locale=locale))


def test_values_intervals_and_signatures_are_sacrebleus() -> None:
    many = [text.replace("12", str(n)) for n in range(40) for text in TRANSLATIONS]
    found = card(many, REFERENCES * 40)

    for metric, ours in zip((BLEU(), CHRF(word_order=2), TER()), found.metrics, strict=True):
        theirs = metric.corpus_score(many, [REFERENCES * 40], n_bootstrap=1000)
        assert ours.name == theirs.name
        assert ours.value == pytest.approx(theirs.score, abs=1e-9)
        assert ours.signature == str(metric.get_signature())
        assert ours.interval is not None
        low, high = ours.interval
        assert (high - low) / 2 == pytest.approx(theirs._ci, abs=1e-3)
        assert low < ours.value < high


WORDS = st.lists(st.sampled_from("abcdefg"), max_size=14)


@given(WORDS, WORDS)
def test_edits_are_those_of_ter(words: list[str], reference: list[str]) -> None:
    found = edits(words, reference, range(len(reference)))

    assert found.total == translation_edit_rate(words, reference)[0]
    assert 0 <= found.in_terms <= len(reference)


TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4),
    st.sampled_from(["fr", "zh_Hans", "ja", "th", "ar"]),
)
def test_any_texts_have_finite_scores(pairs: list[tuple[str, str]], locale: str) -> None:
    found = card([one for one, _ in pairs], [other for _, other in pairs], locale)

    assert len(found.metrics) == 3
    for metric in found.metrics:
        figures = [metric.value, *(metric.interval or ())]
        assert all(math.isfinite(one) and one >= 0 for one in figures)


def test_a_paired_test_tells_better_from_worse() -> None:
    many = 30
    better = card_of_items(items(BETTER * many, REFERENCES * many, TRANSLATIONS * many), COMPARED)
    worse = card_of_items(items(TRANSLATIONS * many, REFERENCES * many, BETTER * many), COMPARED)
    same = card_of_items(items(BETTER, REFERENCES, BETTER), COMPARED)

    for up, down, level in zip(better.metrics, worse.metrics, same.metrics, strict=True):
        assert up.comparisons
        assert down.comparisons
        assert level.comparisons
        assert (up.comparisons[0].significant, up.comparisons[0].better, up.comparisons[0].regression) == (
            True,
            True,
            False,
        )
        assert (down.comparisons[0].significant, down.comparisons[0].regression) == (True, True)
        assert (level.comparisons[0].p_value, level.comparisons[0].significant) == (1.0, False)


def test_segments_without_a_baseline_take_no_part_in_the_comparison() -> None:
    rows = [
        *items(BETTER, REFERENCES, TRANSLATIONS),
        ScoreInput(id="5", source="", target="Un.", reference="Deux.", baselines=(None,)),
    ]

    found = card_of_items(rows, COMPARED).metrics[0]

    assert found.comparisons
    assert found.comparisons[0].segments == 4
    assert found.comparisons[0].value != found.value


@pytest.mark.parametrize(
    ("locale", "name"),
    [("zh_Hans", "zh"), ("zh_Hant_HK", "zh"), ("yue", "zh"), ("fr", "13a"), ("th", "char"), ("ru", "13a")],
)
def test_each_locale_has_its_tokenizer(locale: str, name: str) -> None:
    assert tokenizer(locale) == name


@pytest.mark.parametrize(
    ("locale", "name"), [("zh_Hans", "13a"), ("ja", "13a"), ("th", "intl"), ("ru", "zh"), ("ru", "nothing")]
)
def test_a_tokenizer_that_gives_nonsense_is_refused(locale: str, name: str) -> None:
    with pytest.raises(UsageError, match="no meaningful BLEU"):
        chosen_tokenizer(locale, name)


def test_chinese_is_scored_by_characters() -> None:
    found = card(["两国邮政签署了协议。"], ["两国邮政今天签署了协议。"], "zh_Hans")

    bleu, _, ter = found.metrics
    assert bleu.value > 50
    assert "tok:zh" in bleu.signature
    assert "asian:yes" in ter.signature


def test_japanese_without_its_dictionary_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postl10n.stages.score.card.find_spec", lambda name: None)

    found = card(["郵便局は五月に開く。"], ["郵便局は五月に開きます。"], "ja")

    assert "tok:char" in found.metrics[0].signature
    assert found.notes == ("BLEU counts characters (tok:char); ja-mecab would count words.",)


def test_documents_are_compared_by_what_takes_no_time() -> None:
    found = card_of_items(
        items(["a" * 1_000_000, "x " * 2000, "Un."], ["a" * 1_000_000, "y " * 2000, "Un."]),
        ScoreRequest(locale="fr", segments=True),
    )

    assert (found.segments, found.compared, found.oversized) == (3, 2, 1)
    assert [(one.name, one.segments) for one in found.metrics] == [("BLEU", 2), ("chrF2++", 2), ("TER", 1)]
    assert [one.ter for one in found.scores] == [None, 0.0]
    assert [one.name for one in card(["字" * 1001], ["字"], "zh_Hans").metrics] == ["BLEU", "chrF2++"]


def entry(msgid: str, msgstr: str, **more: object) -> Entry:
    return Entry(msgid=msgid, msgstr=(msgstr,), **more)  # type: ignore[arg-type]


def catalog(*entries: Entry) -> Catalog:
    return Catalog(header=None, entries=entries)


def rating(ours: Catalog, reference: Catalog | None = None, **more: object) -> Rating:
    return Rating(article="bridge", catalog=ours, reference=reference, **more)  # type: ignore[arg-type]


def test_what_is_skipped_is_counted_by_its_reason() -> None:
    ours = catalog(
        entry("One.", "Un."),
        entry("Two.", "Deux.", flags=("fuzzy",)),
        entry("Three.", ""),
        entry("Four.", "{merged}"),
    )

    total, article = score([rating(ours, catalog(entry("One.", "Un.")))], ScoreRequest(locale="fr"))

    assert (total.article, article.article) == (None, "bridge")
    assert (total.segments, total.compared) == (1, 1)
    assert (total.skipped.fuzzy, total.skipped.empty, total.skipped.joined, total.skipped.total) == (
        1,
        1,
        1,
        3,
    )
    everything = score([rating(ours)], ScoreRequest(locale="fr", rated=Rated.ALL))[0]
    assert (everything.segments, everything.skipped.total, everything.metrics) == (2, 2, ())


def test_only_what_is_approved_is_a_reference() -> None:
    ours = catalog(entry("One.", "Un."), entry("Two.", "Deux."))
    theirs = catalog(entry("One.", "Un."), entry("Two.", "Deux.", flags=("fuzzy",)))

    found = score([rating(ours, theirs)], ScoreRequest(locale="fr"))[0]

    assert (found.segments, found.compared) == (2, 1)


def test_no_reference_no_figures_but_terms() -> None:
    terms = {"The pact.": (Occurrence("pact", Term(text="pact"), 4, 8),)}
    concepts = {
        "pact": Concept(id="pact", subject="x", terms={"fr": (Term(text="pacte"), Term(text="accord"))})
    }

    found = score(
        [rating(catalog(entry("The pact.", "Le pacte.")), terms=terms)],
        ScoreRequest(locale="fr", concepts=concepts),
    )

    assert len(found) == 1
    assert (found[0].metrics, found[0].reference_hash, found[0].reference_terms) == ((), None, None)
    assert (found[0].terms.used, found[0].terms.exact, found[0].terms.expected) == (1, 1, 1)


def test_terms_beside_the_references_own() -> None:
    sources = ["The pact is old.", "A pact was signed.", "Pacts differ.", "One pact."]
    terms = {text: (Occurrence("pact", Term(text="pact"), 0, 4),) for text in sources}
    concepts = {
        "pact": Concept(id="pact", subject="x", terms={"fr": (Term(text="pacte"), Term(text="accord"))})
    }
    ours = ["Le pacte est ancien.", "Un accord fut signé.", "Les pactes diffèrent.", "Une entente."]
    theirs = ["Le pacte est vieux.", "Un pacte fut signé.", "Les pactes diffèrent.", "Un pacte."]
    pairs = [
        catalog(*(entry(source, text) for source, text in zip(sources, texts, strict=True)))
        for texts in (ours, theirs)
    ]

    found = score([rating(pairs[0], pairs[1], terms=terms)], ScoreRequest(locale="fr", concepts=concepts))[0]

    assert (found.terms.used, found.terms.exact, found.terms.expected) == (3, 2, 4)
    # Two of four say pacte, one accord, one what the glossary does not have.
    assert found.terms.consistency == pytest.approx(2 / 4)
    assert found.terms.occurrence_rate == pytest.approx(3 / 4)
    assert found.compared_terms == found.terms
    assert found.reference_terms is not None
    assert (found.reference_terms.share, found.reference_terms.consistency) == (1, 1)
    assert found.term_match is not None
    # le/est/vieux: two of three; un/fut/signé: all; les/diffèrent: all; the last is not used.
    assert found.term_match.window == pytest.approx((2 / 3 + 1 + 1 + 0) / 4)
    # TER: 1 of 4, 1 of 4, 0 of 3, 2 of 2 words; the terms of the second and the last count once more.
    assert found.term_match.inverse_term == pytest.approx(1 - (1 + 1 + 0 + 2 + 2) / 13)


def test_effort_is_the_edit_rate_from_draft_to_approved_by_origin() -> None:
    ours = catalog(
        entry("One.", "Un deux trois quatre"),
        entry("Two.", "Deux"),
        entry("Three.", "Trois", flags=("fuzzy",)),
    )
    drafts = [
        Drafted(article="bridge", segment=segment_id("One."), context=None, origin="mt", target="old"),
        Drafted(
            article="bridge",
            segment=segment_id("One."),
            context=None,
            origin="mt",
            target="Un deux trois cinq",
        ),
        Drafted(article=None, segment=segment_id("Two."), context=None, origin="memory", target="Deux"),
        Drafted(article=None, segment=segment_id("Three."), context=None, origin="memory", target="Quatre"),
    ]

    found = score([rating(ours, drafts=drafts)], ScoreRequest(locale="fr"))[0].effort

    assert [(one.origin, one.drafts, one.unchanged, one.ter) for one in found] == [
        ("memory", 1, 1, 0.0),
        ("mt", 1, 0, 25.0),
    ]


def test_literal_braces_are_scored_as_they_are_shown() -> None:
    found = score(
        [
            rating(
                catalog(entry("{{x}}", "{{0.__class__}} %99999d")),
                catalog(entry("{{x}}", "{{0.__class__}} %5d")),
            )
        ],
        ScoreRequest(locale="fr", segments=True),
    )[0]

    assert found.scores[0].target == "{0.__class__} %99999d"
    assert json.dumps(found.scores[0].bleu)
