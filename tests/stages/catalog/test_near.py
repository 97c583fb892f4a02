"""Close texts: between neighbours first, then anywhere, split and joined ones included."""

from __future__ import annotations

from postl10n.stages.catalog.fuzzy_match import MatchPair, Pools, near_matches

ONE = "The post office in Brest opens at nine in the morning."
ONE_EDITED = "The post office in Brest opens at ten in the evening."
TWIN = "The post office in Minsk opens at nine in the morning."
TWO = "Customers may leave their parcels in a locker by the door."
OTHER = "A stamp with a grey heron was issued for the spring fair."


def pairs(
    old: list[str], new: list[str], anchors: dict[int, int] | None = None
) -> set[tuple[tuple[int, ...], ...]]:
    known = anchors or {}
    pools = Pools(
        old=old,
        new=new,
        free_old=[at for at in range(len(old)) if at not in known.values()],
        free_new=[at for at in range(len(new)) if at not in known],
        anchors=known,
        in_order=range(len(old)),
    )
    return {_indices(pair) for pair in near_matches(pools)}


def _indices(pair: MatchPair) -> tuple[tuple[int, ...], ...]:
    return pair.olds, pair.news


def test_a_neighbour_s_place_decides_between_twins() -> None:
    old, new = (
        [ONE, OTHER, TWIN],
        [ONE_EDITED, OTHER, "The post office in Lida opens at nine in the morning."],
    )
    assert pairs(old, new, {1: 1}) == {((0,), (0,)), ((2,), (2,))}


def test_a_moved_and_edited_text_is_found_anywhere() -> None:
    assert pairs([ONE, OTHER, TWO], [OTHER, TWO, ONE_EDITED], {0: 1, 1: 2}) == {((0,), (2,))}


def test_unrelated_texts_are_no_pair_even_alone_between_neighbours() -> None:
    assert (
        pairs([OTHER, ONE, TWO], [OTHER, "Pensions are paid on Fridays in all offices.", TWO], {0: 0, 2: 2})
        == set()
    )


def test_a_split_and_a_join() -> None:
    whole = f"{ONE} {TWO}"
    assert pairs([whole], [ONE, TWO]) == {((0,), (0, 1))}
    assert pairs([ONE, TWO], [whole]) == {((0, 1), (0,))}


def test_a_split_that_moved() -> None:
    whole = f"{ONE} {TWO}"
    assert pairs([whole, OTHER, "x"], [OTHER, "x", ONE, TWO], {0: 1, 1: 2}) == {((0,), (2, 3))}


def test_a_neighbour_that_adds_nothing_is_no_part() -> None:
    assert pairs([ONE], [ONE_EDITED, OTHER]) == {((0,), (0,))}


def test_a_wide_gap_of_new_messages_hides_nothing() -> None:
    news = [f"Sheet {n}: tariffs of zone {n * 31} and {n * 17}." for n in range(300)]
    news.insert(150, ONE_EDITED)
    assert pairs([ONE, OTHER], [*news, OTHER], {301: 1}) == {((0,), (150,))}
