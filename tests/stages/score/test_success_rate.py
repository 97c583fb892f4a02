"""The success rate of the WMT25 terminology task, on cases counted by hand from its definitions."""

from __future__ import annotations

from postl10n.stages.score.success_rate import TermPair, of_document, of_sentence

PAIRS = [
    TermPair("parcel", ("colis", "paquet"), "parcel"),
    TermPair("post", ("poste",), "post"),
    TermPair("stamp", ("timbre",), "stamp"),
]


def test_sentences_count_strings_and_what_our_own_search_finds() -> None:
    found = of_sentence(PAIRS, "The Post brings parcels.", "La poste apporte les colis.", {"parcel"}, set())
    assert (found.terms, found.success) == (2, 2)
    # Neither word boundaries nor inflection of its own: the source has "post" in "postpones", the target no string of it.
    found = of_sentence(PAIRS, "It postpones stamps.", "Elle ajourne les émissions.", {"stamp"}, {"stamp"})
    assert (found.terms, found.success) == (2, 1)


def test_documents_count_occurrences_of_what_the_reference_has() -> None:
    source = "A parcel, a parcel, a parcel and a post office. One stamp."
    reference = "Un colis, un paquet, un colis et un bureau. Un timbre."
    own, ceiling = of_document(
        PAIRS, source, ["Un colis, un colis, un paquet. Le timbre, le timbre.", reference], reference
    )
    # The reference has no poste, so nobody is asked for it; more timbres than stamps are one.
    assert own.terms == 2
    # Two colis and one paquet for three parcels, and one timbre too many.
    assert own.success == 2
    assert (ceiling.terms, ceiling.success) == (2, 2)


def test_without_terms_there_is_no_rate() -> None:
    (found,) = of_document(PAIRS, "Nothing.", ["Rien."], "Rien.")
    assert found.rate("document") is None
