"""Values of the model in JSON caches: they come back equal, and what is none of ours is refused."""

from __future__ import annotations

import datetime
import json

import pytest

from postl10n.errors import Place
from postl10n.files.json_values import decoded, plain
from postl10n.model.findings import EntryFinding, Finding, Severity, Span, Waiver
from postl10n.model.reports import Counts
from postl10n.model.site import CardText, PageCard, PageFacts, PageStatus

NOTICE = EntryFinding(
    finding=Finding(
        rule="number",
        severity=Severity.ERROR,
        message="12 is missing",
        span=Span(side="source", start=0, end=2),
    ),
    locale="ru",
    article="fees",
    place=Place(path="locales/ru/LC_MESSAGES/fees.po", line=7),
    source="12 parcels",
    target="",
    waiver=Waiver(rule="number", bound="0" * 8, reason="as agreed", until=datetime.date(2026, 12, 31)),
)
PAGE = PageFacts(
    card=PageCard(
        article="fees",
        locale="ru",
        source="en",
        status=PageStatus.STALE,
        date=None,
        title=CardText(text="Тарифы", locale="ru"),
        summary=None,
        coverage=0.5,
    ),
    key="k",
    notices=(NOTICE,),
    deadlines=(datetime.date(2026, 1, 2),),
    images=(("a.png", 3),),
)


def test_a_page_comes_back_as_it_was() -> None:
    assert decoded(PageFacts, json.loads(json.dumps(plain(PAGE)))) == PAGE


@pytest.mark.parametrize(
    "body",
    [
        None,
        "text",
        {},
        [1, 2, 3, 4, 5, 6],
        [1, 2, 3, 4, 5, 6, 7, 8],
        [1, 2, 3, 4, 5, 6, "7"],
        [1, 2, 3, 4, 5, 6, True],
        [[], 2, 3, 4, 5, 6, 7],
    ],
)
def test_what_holds_other_fields_is_no_value(body: object) -> None:
    assert decoded(Counts, body) is None


@pytest.mark.parametrize("at", range(6))
def test_a_wrong_field_anywhere_refuses_the_whole(at: int) -> None:
    body = json.loads(json.dumps(plain(PAGE)))
    body[at] = [[["x"]]]
    assert decoded(PageFacts, body) is None


def test_an_unknown_name_of_an_enumeration_is_refused() -> None:
    body = json.loads(json.dumps(plain(PAGE)))
    body[0][3] = "lost"
    assert decoded(PageFacts, body) is None
