"""Every rule has a page, and what it shows as wrong and right is so."""

from __future__ import annotations

import pytest

from postl10n.stages.check.pairs import SegmentPair, check_pair
from postl10n.stages.check.registry import RULES, rulebook
from postl10n.stages.check.rule_page import examples_of, rule_page
from postl10n.stages.check.rules.base import TABLE

NAMES = [rule.name for rule in rulebook()]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_why_and_the_ways_out(name: str) -> None:
    page = rule_page(name)

    assert page.startswith(
        f"# {name}\n\nSeverity: {TABLE[name]['severity']}. {TABLE[name]['documentation']}\n"
    )
    assert f"## Why\n\n{TABLE[name]['why']}\n" in page
    assert "## Repair\n" in page
    assert f'    {name} = "off"' in page


@pytest.mark.parametrize("name", RULES.own)
def test_wrong_texts_have_the_finding_and_right_ones_have_none(name: str) -> None:
    examples = examples_of(name)

    assert len({one["locale"] for one in examples}) == len(examples) >= 2
    assert any("right" in one for one in examples)
    for one in examples:
        wrong = check_pair(SegmentPair(one["source"], one["wrong"], "en", one["locale"]))
        assert [finding.rule for finding in wrong] == [name]
        assert wrong[0].message.partition("`")[0] in rule_page(name)
        if "right" in one:
            assert not check_pair(SegmentPair(one["source"], one["right"], "en", one["locale"]))


def test_what_repairs_a_rule_proposes_its_page_says() -> None:
    for name in RULES.own:
        for one in examples_of(name):
            wrong = check_pair(SegmentPair(one["source"], one["wrong"], "en", one["locale"]))
            if any(finding.repair for finding in wrong):
                assert TABLE[name].get("repair"), name
