"""The success rate of the WMT25 terminology task, on cases counted by hand from its definitions."""

from __future__ import annotations

from postl10n.stages.score.success_rate import Dictionary, TermPair, of_document, of_sentence

PAIRS = [
    TermPair("parcel", ("colis", "paquet"), "parcel"),
    TermPair("post", ("poste",), "post"),
    TermPair("stamp", ("timbre",), "stamp"),
]
DICTIONARY = Dictionary(PAIRS)


def test_sentences_count_strings_and_what_our_own_search_finds() -> None:
    found = of_sentence(
        DICTIONARY, "The Post brings parcels.", "La poste apporte les colis.", {"parcel"}, set().__contains__
    )
    assert (found.terms, found.success) == (2, 2)
    # Neither word boundaries nor inflection of its own: the source has "post" in "postpones", the target no string of it.
    found = of_sentence(
        DICTIONARY, "It postpones stamps.", "Elle ajourne les émissions.", {"stamp"}, {"stamp"}.__contains__
    )
    assert (found.terms, found.success) == (2, 1)


def test_documents_count_occurrences_of_what_the_reference_has() -> None:
    source = "A parcel, a parcel, a parcel and a post office. One stamp."
    reference = "Un colis, un paquet, un colis et un bureau. Un timbre."
    own, ceiling = of_document(
        DICTIONARY, source, ["Un colis, un colis, un paquet. Le timbre, le timbre.", reference], reference
    )
    # The reference has no poste, so nobody is asked for it; more timbres than stamps are one.
    assert own.terms == 2
    # Two colis and one paquet for three parcels, and one timbre too many.
    assert own.success == 2
    assert (ceiling.terms, ceiling.success) == (2, 2)


def test_without_terms_there_is_no_rate() -> None:
    (found,) = of_document(DICTIONARY, "Nothing.", ["Rien."], "Rien.")
    assert found.rate("document") is None


def test_a_large_dictionary_finds_what_a_small_one_does() -> None:
    filling = [TermPair(f"no such term {number}", ("x",), str(number)) for number in range(100)]
    large = Dictionary([*filling, *PAIRS, TermPair("post", ("courrier",), "mail")])
    source = "it postpones a parcelled post"
    assert [one.concept for one in large.named(source)] == ["parcel", "post", "mail"]
    assert [one.concept for one in large.named(source, {"stamp"})] == ["parcel", "post", "stamp", "mail"]
    assert [one.concept for one in DICTIONARY.named(source, {"stamp"})] == ["parcel", "post", "stamp"]
