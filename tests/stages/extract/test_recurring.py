"""Lines that recur on many articles are the site's, once and for all until a person says otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from postl10n.model.article import Document
from postl10n.stages.extract import extract
from postl10n.stages.extract.recurring_lines import SiteLines, outline_of, without_recurring
from postl10n.stages.extract.recurring_lines import learn as learn_from

FOLLOW = "South Post brings every parcel home"


def article(number: int, *lines: str, tail: str = FOLLOW) -> Document:
    own = f"This is what article {number} tells, and it takes a sentence or two of its own. Number {number}."
    text = "\n\n".join((f"Headline {number}", own, *lines, f"A second paragraph of article {number}.", tail))
    return extract(text, article_id=f"a{number}", path=f"articles/a{number}.txt", locale="en")


def learn(documents: Iterable[Document], known: SiteLines) -> SiteLines:
    return learn_from([outline_of(one) for one in documents], known)


def test_a_line_at_the_end_of_three_articles_is_learned() -> None:
    found = learn([article(number) for number in range(3)], SiteLines())

    assert found.lines == (FOLLOW,)
    taken = without_recurring(article(1), found)
    assert [(one.text, one.rule) for one in taken.boilerplate] == [(FOLLOW, "recurring")]
    assert [block.lines for block in taken.blocks] == [(3, 3), (5, 5)]


def test_two_articles_or_a_small_share_are_not_enough() -> None:
    assert learn([article(1), article(2)], SiteLines()).lines == ()
    others = [article(number, tail=f"The end of {number}.") for number in range(10)]
    assert learn([article(20), article(21), article(22), *others], SiteLines()).lines == ()


def test_a_heading_in_the_middle_stays() -> None:
    documents = [article(number, "Background", tail=f"The end of {number}.") for number in range(4)]

    assert learn(documents, SiteLines()).lines == ()


def test_a_short_line_in_the_middle_of_most_articles_is_learned() -> None:
    documents = [article(number, "Members save today", tail=f"The end of {number}.") for number in range(6)]

    found = learn(documents, SiteLines())

    assert (found.lines, found.anywhere) == ((), ("Members save today",))
    assert len(without_recurring(documents[0], found).blocks) == 3


def test_what_is_known_stays_known_until_it_is_nowhere() -> None:
    known = SiteLines(lines=(FOLLOW, "Gone"))

    assert learn([article(1)], known).lines == (FOLLOW,)
    assert learn([article(1, tail="Else.")], known).lines == ()
    assert learn([article(1, tail="Harbour")], SiteLines(anywhere=("Harbour",))).anywhere == ("Harbour",)


def test_a_person_gives_a_line_back() -> None:
    documents = [article(number) for number in range(3)]

    found = learn(documents, SiteLines(kept=(FOLLOW,)))

    assert found == SiteLines(kept=(FOLLOW,))


def test_articles_that_are_all_alike_keep_their_text() -> None:
    text = "Headline\n\nThe same text in all of them.\n\nAnd some more of it."
    documents = [extract(text, article_id=f"a{n}", path=f"articles/a{n}.txt", locale="en") for n in range(5)]

    found = learn(documents, SiteLines())

    assert found.lines == ()


def test_markup_makes_no_difference() -> None:
    pages = [
        f"<h1>T{n}</h1><p>Article {n} has a text of its own, which is long enough.</p>"
        f"<p>Brought to you by <a href={n}>Chat</a></p>"
        for n in range(3)
    ]
    documents = [
        extract(text, article_id=f"a{n}", path=f"a{n}.html", locale="en") for n, text in enumerate(pages)
    ]

    found = learn(documents, SiteLines())

    assert found.lines == ("Brought to you by Chat",)
    assert without_recurring(documents[1], found).boilerplate[-1].text == "Brought to you by Chat"
