"""Repairs of findings: those of the labelled bank, and that a safe one leaves nothing behind and brings nothing new."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from postl10n.model.catalog import Catalog, Entry, Previous
from postl10n.model.findings import Finding, Waiver
from postl10n.stages.check.pairs import SegmentPair, pair_findings
from postl10n.stages.check.project import Subject
from postl10n.stages.check.repairs import repaired, repaired_entries
from postl10n.stages.check.rule_outcomes import house_style

BANK = Path(__file__).parent / "bank"


def rows(pattern: str) -> Iterator[dict[str, str]]:
    for path in sorted(BANK.glob(pattern)):
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                yield json.loads(line)


def pair_of(row: dict[str, str]) -> SegmentPair:
    return SegmentPair(row["source"], row["target"], row["source_locale"], row["locale"])


def safe(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.repair is not None and one.repair.safe]


@pytest.mark.parametrize("row", list(rows("repairs/*.jsonl")), ids=lambda row: row["id"])
def test_the_bank_of_repairs(row: dict[str, str]) -> None:
    pair = pair_of(row)
    if row["safe"]:
        assert repaired(pair)[0] == row["repaired"]
        return
    offered = [one.repair.applied(pair.target) for one in pair_findings(pair) if one.repair is not None]
    assert offered == ([row["repaired"]] if row["repaired"] else [])
    assert repaired(pair)[0] == pair.target


def test_safe_repairs_leave_none_of_their_findings_and_bring_no_other() -> None:
    made = 0
    for row in rows("**/*.jsonl"):
        if "target" not in row:
            continue
        pair = pair_of(row)
        before = pair_findings(pair)
        if not safe(before):
            assert repaired(pair) == (pair.target, set())
            continue
        target, rules = repaired(pair)
        after = pair_findings(replace(pair, target=target))
        assert not Counter(one.rule for one in after) - Counter(one.rule for one in before), row["id"]
        assert not safe(after), (row["id"], target, after)
        assert repaired(replace(pair, target=target)) == (target, set())
        assert not rules & {one.rule for one in after}, (row["id"], target, after)
        made += 1
    assert made > 200


def subject(*entries: Entry, locale: str = "ru") -> Subject:
    return Subject(
        catalog=Catalog(header=None, entries=entries), locale=locale, source="en", article="a", path="a.po"
    )


def test_only_what_nobody_approved_is_repaired() -> None:
    wrong = Entry(msgid="The parcel arrived.", msgstr=("Посылка  прибыла.",), line=3)
    assert list(repaired_entries(subject(wrong))) == []
    ((entry, one),) = repaired_entries(subject(replace(wrong, flags=("fuzzy",))))
    assert (entry.msgid, one.after, one.rules, one.place.line) == (
        wrong.msgid,
        ("Посылка прибыла.",),
        ("space",),
        3,
    )


def test_a_waived_rule_repairs_nothing_and_one_that_is_off_is_not_asked() -> None:
    waiver = Waiver(rule="space", bound="01234567", reason="columns").comment()
    entry = Entry(msgid="It came.", msgstr=("Она  пришла.",), flags=("fuzzy",))
    assert list(repaired_entries(subject(replace(entry, comments=(waiver,))))) == []
    assert list(repaired_entries(replace(subject(entry), choices={"space": "off"}))) == []


def test_a_stale_text_is_compared_with_the_source_that_it_translates() -> None:
    entry = Entry(
        msgid="{place} has a new depot. Opening hours: {hours}",
        msgstr=("Welcome, {nome}!",),
        flags=("fuzzy",),
        previous=Previous(msgid="Welcome, {name}!"),
    )
    ((_, one),) = repaired_entries(subject(entry, locale="pt"))
    assert one.after == ("Welcome, {name}!",)


def test_each_plural_form_is_repaired_by_itself() -> None:
    header = Entry(msgid="", msgstr=("Plural-Forms: nplurals=2; plural=(n != 1);\n",))
    entry = Entry(
        msgid="{n} parcel came.",
        msgid_plural="{n} parcels came.",
        msgstr=("{n} Paket  kam.", "{n} Pakete kamen"),
        flags=("fuzzy",),
    )
    given = replace(subject(entry, locale="de"), catalog=Catalog(header=header, entries=(entry,)))
    ((_, one),) = repaired_entries(given)
    assert one.after == ("{n} Paket kam.", "{n} Pakete kamen.")
    assert one.rules == ("end-punctuation", "space")


@pytest.mark.parametrize(
    ("locale", "style", "target", "mended"),
    [
        (
            "fr",
            {"quotes": "«\u00a0\u00a0»"},
            "Le “colis bleu” est là.",
            "Le «\u00a0colis bleu\u00a0» est là.",
        ),
        ("de", {"quotes": "»«"}, "Der Dienst „Blau“ und »Rot«.", "Der Dienst »Blau« und »Rot«."),
        ("ru", {"quotes": "«»"}, 'Служба "Синее письмо".', "Служба «Синее письмо»."),
        ("zh_Hant", {"quotes": "「」"}, "“藍信”和《郵報》。", "「藍信」和《郵報》。"),
        ("ru", {"quotes": "«»"}, "Служба «Письмо „Синее“».", "Служба «Письмо „Синее“»."),
        ("fr", {"space_before_colon": "none"}, "Horaires\u00a0: 9 h.", "Horaires: 9 h."),
        ("fr", {"space_before_colon": "narrow"}, "Horaires : 9 h.", "Horaires\u202f: 9 h."),
        (
            "fr",
            {"space_before_colon": "none"},
            "Horaires: ``a : b``, 10:30 !",
            "Horaires: ``a : b``, 10:30 !",
        ),
    ],
)
def test_house_style_has_safe_repairs(locale: str, style: dict[str, str], target: str, mended: str) -> None:
    source = "S “x”: y." if "quotes" in style else "S: y."
    pair = SegmentPair(
        source,
        target,
        "en",
        locale,
        quotes=style.get("quotes", ""),
        space_before_colon=style.get("space_before_colon", ""),
    )
    rules = {"quote", "space"}
    assert repaired(pair, rules)[0] == mended
    assert pair_findings(replace(pair, target=mended), rules) == []


def test_a_style_that_nearly_all_texts_have_is_proposed() -> None:
    texts = [*["Le «\u00a0bleu\u00a0» : oui."] * 19, "Le “bleu”\u00a0: oui."]
    found = {one.rule: (one.proposed, round(one.precision, 2)) for one in house_style(texts, "fr")}
    assert found == {"quotes": ("«»", 0.95), "space_before_colon": ("space", 0.95)}
    assert list(house_style(texts[:9], "fr")) == []
    assert next(iter(house_style([*texts, "Le “bleu”."], "fr"))).rule == "space_before_colon"
