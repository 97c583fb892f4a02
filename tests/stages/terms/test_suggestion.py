"""A suggested replacement mends what it is for and harms no other concept."""

from __future__ import annotations

from postl10n.model.glossary import Concept, Term, TermStatus
from postl10n.model.states import State
from postl10n.model.term_usage import Effect, TranslatedUnit, UnitVerdict
from postl10n.stages.terms.draft_repair import DraftRepairer
from postl10n.stages.terms.impact import Sides, suggestion


def concept(id_: str, source: str, *targets: Term, locale: str = "zh_Hans") -> Concept:
    return Concept(id=id_, subject="posts", terms={"en": (Term(text=source),), locale: targets})


def suggested(
    target: str, before: list[Concept], after: list[Concept], named: list[str], wrong: str = "office"
) -> tuple[str, ...] | None:
    sides = Sides({one.id: one for one in before}, {one.id: one for one in after}, "en", "zh_Hans")
    unit = TranslatedUnit(key=(None, "x"), sources=("x",), targets=(target,), state=State.APPROVED, line=1)
    effects = [Effect(concept=wrong, before=UnitVerdict.RIGHT, after=UnitVerdict.WRONG)]
    return suggestion(unit, effects, named, sides).targets


OFFICE = concept("office", "post office", Term(text="邮局"))
BRANCH = concept("office", "post office", Term(text="网点"))
COUNTER = concept("counter", "post office counter", Term(text="邮局柜台"))


def test_the_new_term_takes_the_place_of_the_old_one_everywhere() -> None:
    assert suggested("邮局旁边是另一家邮局。", [OFFICE], [BRANCH], ["office"]) == ("网点旁边是另一家网点。",)


def test_a_replacement_that_takes_another_concept_its_term_is_none() -> None:
    target = "邮局设有邮局柜台。"
    # Where the source names no counter, there is no term of it to lose.
    assert suggested(target, [OFFICE, COUNTER], [BRANCH, COUNTER], ["office"]) == ("网点设有网点柜台。",)
    assert suggested(target, [OFFICE, COUNTER], [BRANCH, COUNTER], ["office", "counter"]) is None


def test_another_concept_that_is_wrong_already_does_not_stand_in_the_way() -> None:
    target = "邮局设有窗口。"
    assert suggested(target, [OFFICE, COUNTER], [BRANCH, COUNTER], ["office", "counter"]) == (
        "网点设有窗口。",
    )


def test_another_concept_may_come_to_stand_better() -> None:
    desk = concept("counter", "counter", Term(text="网点柜台"))
    target = "邮局柜台今天开放。"
    assert suggested(target, [OFFICE, desk], [BRANCH, desk], ["office", "counter"]) == ("网点柜台今天开放。",)


def test_a_draft_is_mended_by_the_same_rules() -> None:
    ruled_out = concept(
        "office", "post office", Term(text="网点"), Term(text="邮局", status=TermStatus.FORBIDDEN)
    )
    repairer = DraftRepairer({"office": ruled_out, "counter": COUNTER}, "en", "zh_Hans")
    target = "邮局设有邮局柜台。"
    assert repairer.repair("office", ["office"], target, {}) == "网点设有网点柜台。"
    assert repairer.repair("office", ["office", "counter"], target, {}) is None
