"""Rules that need a catalog and the project around it, and the waivers that let their findings stand."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.plurals import plural_forms_header
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.findings import EntryFinding, Finding, Severity, Waiver, binding, waivers_in
from postl10n.stages.check import precision as record
from postl10n.stages.check.consistency import renderings
from postl10n.stages.check.project import Subject, check_catalog
from postl10n.stages.check.registry import PROJECT_RULES, RULES, rulebook

TODAY = datetime.date(2026, 5, 1)
SOURCE = "It has 15 warehouses."
WRONG = "В ней 16 складов."
RIGHT = "В ней 15 складов."


def subject(*entries: Entry, article: str = "a") -> Subject:
    header = Entry(msgid="", msgstr=(f"Plural-Forms: {plural_forms_header('ru')}\n",))
    return Subject(
        catalog=Catalog(header=header, entries=entries),
        locale="ru",
        source="en",
        article=article,
        path=f"{article}.po",
        today=TODAY,
    )


def waived(target: str = WRONG, rule: str = "number", until: datetime.date | None = None) -> Entry:
    """An entry with a waiver made for the texts that it has."""
    waiver = Waiver(rule=rule, bound=binding([SOURCE], [target]), reason="the source is wrong", until=until)
    return Entry(msgid=SOURCE, msgstr=(target,), comments=("checked twice", waiver.comment()))


def said(found: list[EntryFinding]) -> list[tuple[str, bool]]:
    return [(one.finding.rule, one.waiver is not None) for one in found]


def test_every_rule_has_one_name_and_documentation() -> None:
    names = [rule.name for rule in rulebook()]

    assert sorted(names) == sorted({*RULES, *PROJECT_RULES})
    assert all(rule.documentation.endswith(".") for rule in rulebook())


def test_a_source_translated_in_two_ways_is_told_in_both_places() -> None:
    one, other = Entry(msgid="News", msgstr=("Новости",)), Entry(msgid="News", msgstr=("Вести",))
    catalogs = [(name, Catalog(header=None, entries=(e,))) for name, e in (("a", one), ("b", other))]

    (found,) = check_catalog(replace(subject(one), renderings=renderings(catalogs)))

    assert found.finding.message == "the same source is translated as “Вести” in b"
    assert found.finding.severity is Severity.WARNING


def test_what_most_places_have_is_right() -> None:
    usual, odd = Entry(msgid="News", msgstr=("Новости",)), Entry(msgid="News", msgstr=("Вести",))
    known = renderings(
        (name, Catalog(header=None, entries=(e,))) for name, e in (("a", usual), ("b", odd), ("c", usual))
    )

    assert check_catalog(replace(subject(usual), renderings=known)) == []
    (found,) = check_catalog(replace(subject(odd), renderings=known))
    assert found.finding.message == "the same source is translated as “Новости” in a and 1 more"


def test_drafts_are_not_compared() -> None:
    one = Entry(msgid="News", msgstr=("Новости",))
    draft = Entry(msgid="News", msgstr=("Вести",), flags=("fuzzy",))

    assert not renderings((n, Catalog(header=None, entries=(e,))) for n, e in (("a", one), ("b", draft)))


def test_each_plural_form_is_compared_with_the_plural() -> None:
    forms = ("{count} посылка", "{count} посылки", "{number} посылок")
    entry = Entry(msgid="One parcel", msgid_plural="{count} parcels", msgstr=forms)

    found = check_catalog(subject(entry))

    assert {(one.finding.rule, one.target) for one in found} == {("plural", forms[2])}
    assert "form 2 is used for 0, 5, 6 and more, but lacks {count}" in found[0].finding.message


def test_a_header_is_looked_at_only_where_there_are_plurals() -> None:
    broken = Entry(msgid="", msgstr=("Plural-Forms: nplurals=2; plural=n/0;\n",))
    plain = Catalog(header=broken, entries=(Entry(msgid="One.", msgstr=("Один.",)),))
    plural = Entry(msgid="{n} day", msgid_plural="{n} days", msgstr=("{n} день", "{n} дня"))

    assert check_catalog(replace(subject(), catalog=plain)) == []
    found = check_catalog(replace(subject(), catalog=Catalog(header=broken, entries=(plural,))))
    assert found[0].finding.message.endswith("divides by zero for n = 0")


def test_a_waiver_lets_its_rule_stand_and_no_other() -> None:
    entry = waived(f"{WRONG[:-1]} .")

    assert sorted(said(check_catalog(subject(entry)))) == [("number", True), ("space", False)]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (replace(waived(), msgstr=("В ней 17 складов.",)), "was made for another source or translation"),
        (replace(waived(), msgid="It has 25 warehouses."), "was made for another source or translation"),
        (waived(until=datetime.date(2026, 4, 30)), "expired on 2026-04-30"),
    ],
)
def test_a_waiver_dies(entry: Entry, why: str) -> None:
    found = check_catalog(subject(entry))

    assert said(found) == [("number", False), ("waiver", False)]
    assert found[1].finding.message == f"the waiver of number {why}"
    assert found[1].finding.severity is Severity.WARNING


def test_a_waiver_holds_on_its_last_day() -> None:
    assert said(check_catalog(subject(waived(until=TODAY)))) == [("number", True)]


def test_a_waiver_that_waives_nothing_is_reported() -> None:
    (found,) = check_catalog(subject(waived(RIGHT)))

    assert found.finding.message == "the waiver of number is unused: the rule finds nothing here"
    # Whoever asks for some rules only can't know whether the others find anything.
    assert check_catalog(subject(waived(RIGHT)), {"space", "waiver"}) == []
    assert check_catalog(subject(waived(RIGHT)), {"number"}) == []


@pytest.mark.parametrize(
    "comment", ["postl10n: waive number", "postl10n: waive number 3f9a12c4 until 2026-13-01"]
)
def test_a_comment_that_looks_like_a_waiver_is_reported(comment: str) -> None:
    (found,) = check_catalog(subject(Entry(msgid="One.", msgstr=("Один.",), comments=(comment,))))

    assert found.finding.message == f"this is not a waiver: {comment}"


def test_waivers_of_entries_that_wait_are_left_alone() -> None:
    found = check_catalog(subject(replace(waived(), flags=("fuzzy",))))

    assert said(found) == [("fuzzy", False)]


def test_only_the_entries_asked_for_are_checked() -> None:
    one, other = Entry(msgid=SOURCE, msgstr=(WRONG,)), Entry(msgid="It is 5.", msgstr=("Их 6.",))

    found = check_catalog(replace(subject(one, other), only={other.key}))

    assert [one.source for one in found] == ["It is 5."]


_LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).filter(
    lambda text: text.strip() == text and not text.startswith("until ")
)


@given(st.sampled_from(PROJECT_RULES), st.text(), st.text(), _LINE, st.none() | st.dates())
def test_a_waiver_is_read_back(
    rule: str, source: str, target: str, reason: str, until: datetime.date | None
) -> None:
    waiver = Waiver(rule=rule, bound=binding([source], [target]), reason=reason, until=until)

    assert list(waivers_in(["other", waiver.comment()])) == [waiver]


@given(st.lists(st.text(min_size=1), min_size=1), st.lists(st.text(), min_size=1))
def test_a_text_that_moves_to_the_other_side_is_another_binding(source: list[str], target: list[str]) -> None:
    assert binding(source, target) != binding([*source, "x"], target)
    assert binding(source, target) != binding(source, [*target, "x"])


@pytest.mark.parametrize(
    ("figures", "locale", "severity"),
    [
        ({"pt_Latn": 0.9}, "pt_PT", Severity.ERROR),
        ({"pt_Latn": 0.89}, "pt_BR", Severity.NOTICE),
        ({"zh_Hant": 0.95}, "zh_Hant_MO", Severity.ERROR),
        ({"zh_Hant": 0.95}, "zh_TW", Severity.ERROR),
        ({"zh_Hant": 0.95, "zh_Hans": 0.5}, "zh_SG", Severity.NOTICE),
        ({"ru_Cyrl": 0.95}, "be", Severity.NOTICE),
        ({"*": 0.95}, "de", Severity.ERROR),
        ({"*": 0.5}, "de", Severity.NOTICE),
        ({}, "pt_PT", Severity.NOTICE),
    ],
)
def test_a_rule_that_is_imprecise_or_was_not_measured_gives_notices(
    monkeypatch: pytest.MonkeyPatch, figures: dict[str, float], locale: str, severity: Severity
) -> None:
    monkeypatch.setattr(record, "_record", lambda: {"number": figures})
    finding = Finding(rule="number", severity=Severity.ERROR, message="")
    assert record.with_measured_severity(finding, locale).severity is severity


def test_a_rule_that_reads_a_fact_needs_no_measurement() -> None:
    assert record.severity_in("de", "merged-misplaced", Severity.ERROR) is Severity.ERROR


def test_what_was_measured_where() -> None:
    assert record.not_measured("es_MX") == record.not_measured("zh_Hant_MO") == ()
    unsure = set(record.not_measured("vi"))
    assert {"number", "copied-source", "term-forbidden"} <= unsure
    assert unsure.isdisjoint({*record.ANYWHERE, *record.CERTAIN})
    assert unsure | record.ANYWHERE | record.CERTAIN == {rule.name for rule in rulebook()}
