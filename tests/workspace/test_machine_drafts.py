"""Drafts of engines in catalogs and journals: an engine of the tests' own stands for a real one."""

from __future__ import annotations

import datetime
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from postl10n.errors import EngineError, FaultGroup, Postl10nError, ProjectError
from postl10n.files.po import parse_po
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.memory import PretranslateReport
from postl10n.model.project import EngineAnswer, EngineAsk
from postl10n.model.states import State, state_of
from postl10n.workspace import Selection, Workspace

TODAY = datetime.date(2026, 1, 2)
SIGNED = "The two sides signed an agreement."
NETWORK = "Its network has 15 warehouses."
BELPOST = "Belpost handled 1.75 billion items in 2024."
ANSWERS = {
    SIGNED: "Стороны подписали соглашение.",
    NETWORK: "У его сети 15 складов.",
    "It took effect on May 12.": "Оно вступило в силу 12 мая.",
    BELPOST: "В 2024 году Белпошта обработала 1,75 миллиарда отправлений.",
}
ROUTES = """
[engines.locale]
ru = "assistant"

[engines.assistant]
kind = "chat"
url = "http://127.0.0.1:9/v1"
model = "fake"
"""


@dataclass
class Fake:
    """An engine that knows its answers."""

    answers: Mapping[str, str]
    name: str = "assistant"
    knows_terms: bool = True
    currency: str = "EUR"
    price: float = 1.0
    asked: list[EngineAsk] = field(default_factory=list)
    opened: list[tuple[str, str]] = field(default_factory=list)
    fails_after: int | None = None
    unknown: tuple[str, ...] = ()

    def translate(self, asks: Sequence[EngineAsk]) -> Iterator[EngineAnswer | None]:
        for ask in asks:
            if self.fails_after is not None and len(self.asked) >= self.fails_after:
                raise EngineError("is not to be reached", hint="Start it.")
            self.asked.append(ask)
            answer = self.answers.get(ask.text)
            yield EngineAnswer(text=answer, unknown=self.unknown) if answer is not None else None

    @property
    def spent(self) -> float:
        return self.price * len(self.asked)

    def estimate(self, asks: Sequence[EngineAsk]) -> float:
        return self.price * len(asks)

    def close(self) -> None:
        return None


Use = Callable[[Fake], Fake]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Put an engine in the place of whatever a project names."""

    def put(fake: Fake) -> Fake:
        def opened(
            name: str, settings: Mapping[str, object], source: str, locale: str, environ: Mapping[str, str]
        ) -> Fake:
            fake.opened.append((source, locale))
            return fake

        monkeypatch.setattr("postl10n.workspace.pretranslate.engine_calls.open_engine", opened)
        return fake

    return put


@pytest.fixture
def news(project: Path) -> Path:
    settings = project / "postl10n.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + ROUTES, encoding="utf-8")
    Workspace.open(project).update(today=TODAY)
    return project


def path_of(project: Path, locale: str = "ru") -> Path:
    return project / "locales" / locale / "LC_MESSAGES" / "bridge.po"


def catalog(project: Path, locale: str = "ru") -> Catalog:
    return parse_po(path_of(project, locale).read_bytes()).catalog


def entry(project: Path, msgid: str, locale: str = "ru") -> Entry:
    return next(one for one in catalog(project, locale).active() if one.msgid == msgid)


def events(project: Path, kind: str, locale: str = "ru") -> list[dict[str, object]]:
    path = project / "locales" / locale / "journal.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [event for line in lines if (event := json.loads(line))["event"] == kind]


def pretranslate(project: Path, *, again: bool = False, max_cost: float | None = None) -> PretranslateReport:
    only = Selection(locales=("ru",), articles=("bridge",))
    return Workspace.open(project).pretranslate(only, again=again, max_cost=max_cost, today=TODAY)


def msgstr(project: Path, msgid: str, new: str, old: str) -> None:
    text = path_of(project).read_text(encoding="utf-8")
    assert text.count(f'msgstr "{old}"') == 1
    path_of(project).write_text(text.replace(f'msgstr "{old}"', f'msgstr "{new}"'), encoding="utf-8")


def test_words_that_the_engine_did_not_know_are_told(news: Path, use: Use) -> None:
    answers = {**ANSWERS, NETWORK: "У его сети 15 warehouses."}
    use(Fake(answers, unknown=("warehouses", "сети", "not-there", "У")))
    report = pretranslate(news)

    network = entry(news, NETWORK)
    assert network.msgstr == ("У его сети 15 warehouses.",)
    assert network.comments[1:] == ("postl10n: unknown words: warehouses, сети",)
    assert state_of(network) is State.DRAFT
    assert report.unknown() == {"ru": {"warehouses": 1, "сети": 1}}

    # The comment goes with its draft, and is no part of what memory or journal hold.
    msgstr(news, NETWORK, "У его сети 15 складов.", "У его сети 15 warehouses.")
    assert state_of(entry(news, NETWORK)) is State.EDITED_DRAFT
    assert all("unknown words" not in str(event) for event in events(news, "draft"))


def test_drafts_are_fuzzy_and_say_where_they_came_from(news: Path, use: Use) -> None:
    fake = use(Fake(ANSWERS))
    report = pretranslate(news)

    signed = entry(news, SIGNED)
    assert signed.msgstr == ("Стороны подписали соглашение.",)
    assert state_of(signed) is State.DRAFT
    assert signed.comments[0].startswith("postl10n: assistant ")
    assert fake.opened == [("en", "ru")]
    bands = report.by_locale()["ru"]
    assert (bands["machine"].segments, bands["left"].segments) == (4, len(fake.asked) - 4)
    assert {event["origin"] for event in events(news, "draft")} == {"assistant"}
    assert len(events(news, "draft")) == len(events(news, "arrived")) == 4


def test_a_figure_that_is_lost_throws_it_away(news: Path, use: Use) -> None:
    use(Fake({BELPOST: "В 2024 году Белпочта обработала много отправлений."}))
    assert pretranslate(news).discarded()["other figures"] == 1
    assert entry(news, BELPOST).msgstr == ("",)


def test_a_term_that_is_ruled_out_is_mended(news: Path, use: Use) -> None:
    glossary = news / "glossary" / "example.yaml"
    glossary.write_text(
        glossary.read_text(encoding="utf-8").replace("Бел почта", "Белпошта"), encoding="utf-8"
    )
    fake = use(Fake(ANSWERS))
    pretranslate(news)
    assert entry(news, BELPOST).msgstr == ("В 2024 году Белпочта обработала 1,75 миллиарда отправлений.",)
    assert next(ask for ask in fake.asked if ask.text == BELPOST).terms == (("Belpost", "Белпочта"),)


def test_a_term_that_is_missing_is_told_until_somebody_sees_to_it(news: Path, use: Use) -> None:
    use(Fake({BELPOST: "В 2024 году оператор обработал 1,75 миллиарда отправлений."}))
    pretranslate(news)
    draft = entry(news, BELPOST)
    assert draft.comments[-1] == "postl10n: term missing: Belpost → Белпочта"
    assert state_of(draft) is State.DRAFT
    Workspace.open(news).update(today=TODAY)
    assert entry(news, BELPOST) == draft

    article = news / "articles" / "bridge.txt"
    article.write_text(
        article.read_text(encoding="utf-8").replace("billion items", "billion parcels"), encoding="utf-8"
    )
    Workspace.open(news).update(today=TODAY)
    assert "term missing" not in path_of(news).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("У его сети 16 складов.", "other figures"),
        ("У его сети <b>15</b> складов.", "HTML that the source lacks"),
        ("У его сети {1}15{/1} складов.", "placeholders wrong"),
        ("У его сети ⟦0⟧ 15 складов.", "placeholders lost or doubled"),
        ("Its network has 15 warehouses.", "not translated"),
        ("Sein Netz hat 15 Lager.", "another script"),
        ("У его сети 15 складов. " * 20, "far too long"),
    ],
)
def test_an_unsound_answer_is_discarded(news: Path, use: Use, answer: str, reason: str) -> None:
    use(Fake({NETWORK: answer}))
    report = pretranslate(news)
    assert entry(news, NETWORK).msgstr == ("",)
    discarded = report.discarded()
    # The others are those that this engine has no answer to.
    assert (discarded.pop(reason), list(discarded)) == (1, ["empty or unusable"])
    assert events(news, "draft") == []


@pytest.mark.parametrize("answer", ["", "  ", "{merged}"])
def test_an_empty_answer_is_none(news: Path, use: Use, answer: str) -> None:
    fake = use(Fake({NETWORK: answer}))
    assert pretranslate(news).discarded() == {"empty or unusable": len(fake.asked)}
    assert entry(news, NETWORK).msgstr == ("",)


def test_what_was_not_asked_is_not_reported_as_discarded(news: Path, use: Use) -> None:
    use(Fake(ANSWERS, fails_after=0))
    report = pretranslate(news)
    assert report.discarded() == {}
    assert "is not to be reached" in report.notices[0]


def test_a_question_without_answer_is_asked_once_in_a_run(news: Path, use: Use) -> None:
    (news / "articles" / "again.txt").write_text(
        (news / "articles" / "bridge.txt").read_text(encoding="utf-8"), encoding="utf-8"
    )
    Workspace.open(news).update(today=TODAY)
    fake = use(Fake({}))
    report = Workspace.open(news).pretranslate(
        Selection(locales=("ru",), articles=("bridge", "again")), today=TODAY
    )
    assert len(fake.asked) == len({ask.text for ask in fake.asked})
    assert report.discarded()["empty or unusable"] > len(fake.asked)


def test_nothing_is_paid_for_twice(news: Path, use: Use) -> None:
    fake = use(Fake(ANSWERS))
    assert pretranslate(news).cost == {"EUR": float(len(fake.asked))}
    path_of(news).unlink()
    Workspace.open(news).update(today=TODAY)
    (news / "locales/ru/journal.jsonl").write_text(
        "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events(news, "arrived")),
        encoding="utf-8",
    )
    second = use(Fake(ANSWERS))
    report = pretranslate(news)
    assert entry(news, SIGNED).msgstr == ("Стороны подписали соглашение.",)
    assert report.by_locale()["ru"]["machine"].segments == 4
    assert not {ask.text for ask in second.asked} & set(ANSWERS)


def test_a_deleted_draft_is_neither_offered_nor_asked_for_again(news: Path, use: Use) -> None:
    use(Fake(ANSWERS))
    pretranslate(news)
    msgstr(news, SIGNED, "", ANSWERS[SIGNED])
    fake = use(Fake(ANSWERS))
    pretranslate(news)
    assert entry(news, SIGNED).msgstr == ("",)
    assert SIGNED not in {ask.text for ask in fake.asked}
    pretranslate(news, again=True)
    assert entry(news, SIGNED).msgstr == (ANSWERS[SIGNED],)
    assert SIGNED not in {ask.text for ask in fake.asked}


def test_a_dry_run_asks_nothing_and_tells_the_price(news: Path, use: Use) -> None:
    fake = use(Fake(ANSWERS))
    before = path_of(news).read_bytes()
    report = Workspace.open(news).pretranslate(
        Selection(locales=("ru",), articles=("bridge",)), dry_run=True, today=TODAY
    )
    assert fake.asked == []
    asked = report.by_locale()["ru"]["machine"].segments
    assert asked > 4
    assert report.by_locale()["ru"]["left"].segments == 0
    assert report.cost == {"EUR": float(asked)}
    assert path_of(news).read_bytes() == before
    assert not (news / "locales/ru/journal.jsonl").exists()


def test_the_most_that_it_may_cost(news: Path, use: Use) -> None:
    fake = use(Fake(ANSWERS))
    report = pretranslate(news, max_cost=3)
    assert len(fake.asked) == 3
    assert report.cost == {"EUR": 3.0}
    assert report.notices == ("assistant was not called again: it would cost more than 3 EUR",)
    free = use(Fake(ANSWERS, price=0.0))
    assert "no price" in pretranslate(news, max_cost=3).notices[0]
    assert free.asked == []


def test_an_engine_that_fails_midway_leaves_what_it_gave(news: Path, use: Use) -> None:
    everything = dict.fromkeys((one.msgid for one in catalog(news).active()), "Перевод")
    use(Fake(everything | ANSWERS, fails_after=3))
    report = pretranslate(news)
    assert report.notices == ("assistant can't draft ru from en: is not to be reached (Start it.)",)
    assert len(events(news, "arrived")) == 3


def test_what_an_engine_would_translate_is_left_to_it(news: Path, use: Use) -> None:
    """An edited draft, an approved entry and one that inherits are no affair of engines."""
    use(Fake(ANSWERS))
    pretranslate(news)
    msgstr(news, SIGNED, "Моё.", ANSWERS[SIGNED])
    before = path_of(news).read_bytes()
    use(Fake(dict.fromkeys(ANSWERS, "Иное 15.")))
    pretranslate(news)
    assert path_of(news).read_bytes() == before


@pytest.fixture
def neighbours(news: Path) -> Path:
    settings = news / "postl10n.toml"
    text = settings.read_text(encoding="utf-8").replace('"ru", "zh_Hans"', '"ru", "be", "zh_Hans"')
    text = text.replace('ru = "assistant"', 'be = { engine = "assistant", from = "ru" }')
    settings.write_text(text, encoding="utf-8")
    Workspace.open(news).update(today=TODAY)
    return news


def drafts_of_be(project: Path) -> PretranslateReport:
    return Workspace.open(project).pretranslate(Selection(locales=("be",), articles=("bridge",)), today=TODAY)


def test_a_neighbour_locale_is_translated_from(neighbours: Path, use: Use) -> None:
    path = path_of(neighbours)
    text = path.read_text(encoding="utf-8")
    old = f'msgid "{SIGNED}"\nmsgstr ""'
    assert old in text
    path.write_text(text.replace(old, old[:-2] + f'"{ANSWERS[SIGNED]}"'), encoding="utf-8")
    fake = use(Fake({ANSWERS[SIGNED]: "Бакі падпісалі пагадненне."}))
    drafts_of_be(neighbours)
    assert [ask.text for ask in fake.asked] == [ANSWERS[SIGNED]]
    assert fake.opened == [("ru", "be")]
    draft = entry(neighbours, SIGNED, "be")
    assert draft.msgstr == ("Бакі падпісалі пагадненне.",)
    assert draft.comments[0].startswith("postl10n: assistant:ru ")
    assert state_of(draft) is State.DRAFT


def test_where_the_neighbour_has_none_its_own_engine_is_asked_first(neighbours: Path, use: Use) -> None:
    settings = neighbours / "postl10n.toml"
    text = settings.read_text(encoding="utf-8").replace("be = {", 'ru = "assistant"\nbe = {')
    settings.write_text(text, encoding="utf-8")
    fake = use(Fake({**ANSWERS, ANSWERS[SIGNED]: "Бакі падпісалі пагадненне."}))
    drafts_of_be(neighbours)
    draft = entry(neighbours, SIGNED, "be")
    assert draft.msgstr == ("Бакі падпісалі пагадненне.",)
    assert draft.comments[0].startswith("postl10n: assistant:ru:assistant ")
    assert entry(neighbours, SIGNED, "ru").msgstr == ("",)
    assert SIGNED in {ask.text for ask in fake.asked}
    # What Russian has cost is in its journal, for the day on which its own catalog is filled.
    assert len(events(neighbours, "arrived", "ru")) == 4
    second = use(Fake({}))
    pretranslate(neighbours)
    assert entry(neighbours, SIGNED, "ru").msgstr == (ANSWERS[SIGNED],)
    assert SIGNED not in {ask.text for ask in second.asked}


def test_settings_that_are_wrong_are_named_with_their_line(news: Path) -> None:
    settings = news / "postl10n.toml"
    text = settings.read_text(encoding="utf-8") + 'colour = "red"\n\n[engines.other]\nkind = "oracle"\n'
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(FaultGroup) as raised:
        pretranslate(news)
    lines = text.splitlines()
    places = {fault.place.line: fault.message for fault in raised.value.faults if fault.place}
    assert places == {
        lines.index('colour = "red"') + 1: "unknown setting 'colour' in [engines.assistant]",
        lines.index('kind = "oracle"') + 1: "unknown kind of engine 'oracle'",
    }
    assert all(isinstance(fault, ProjectError) for fault in raised.value.faults)


@pytest.mark.parametrize("broken", ["locales/ru/LC_MESSAGES/bridge.po", "locales/ru/journal.jsonl"])
def test_a_neighbour_that_cannot_be_read_is_a_fault_before_anything_is_written(
    neighbours: Path, use: Use, broken: str
) -> None:
    use(Fake(ANSWERS))
    before = path_of(neighbours, "be").read_bytes()
    (neighbours / broken).write_text("<<<<<<< ours\n", encoding="utf-8")
    with pytest.raises(Postl10nError, match=broken):
        drafts_of_be(neighbours)
    assert path_of(neighbours, "be").read_bytes() == before


SLOW = """\
import sys, time
from pathlib import Path
from postl10n.model.project import EngineAnswer
from postl10n.workspace import Selection, Workspace
from postl10n.workspace.pretranslate import engine_calls

class Slow:
    name, knows_terms = "assistant", True
    asked = 0
    def translate(self, asks):
        for ask in asks:
            with Path(sys.argv[1]).open("a") as paid:
                paid.write(ask.text + "\\n")
            # From the fourth on, as long as is said.
            time.sleep(float(sys.argv[2]) if Slow.asked >= 3 else 0.02)
            Slow.asked += 1
            yield EngineAnswer(text="Перевод " + " ".join(w for w in ask.text.split() if w.strip(".").isdigit()))
    def close(self):
        pass

engine_calls.open_engine = lambda *arguments: Slow()
Workspace.open().pretranslate(Selection(locales=("ru",), articles=("bridge",)))
"""


def slowly(project: Path, paid: Path, seconds: float) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", SLOW, str(paid), str(seconds)], cwd=project, env={**os.environ}
    )


def test_a_run_that_is_killed_pays_for_no_answer_twice(news: Path, tmp_path: Path) -> None:
    paid = tmp_path / "paid"
    before = path_of(news).read_bytes()
    run = slowly(news, paid, 600)
    deadline = time.monotonic() + 60
    while len(events(news, "arrived")) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert path_of(news).read_bytes() == before
    arrived = len(events(news, "arrived"))
    assert arrived >= 3
    assert slowly(news, paid, 0).wait() == 0
    asked = paid.read_text(encoding="utf-8").splitlines()
    # The one that was on its way when the run died is asked for again: nobody can know its answer.
    assert len(asked) - len(set(asked)) <= 1
    assert len(asked) >= arrived
    assert entry(news, SIGNED).msgstr == ("Перевод",)


def test_two_runs_at_once_pay_once(news: Path, tmp_path: Path) -> None:
    paid = tmp_path / "paid"
    runs = [slowly(news, paid, 0.02) for _ in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    asked = paid.read_text(encoding="utf-8").splitlines()
    assert len(asked) == len(set(asked))
    lines = (news / "locales/ru/journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines))
    assert state_of(entry(news, SIGNED)) is State.DRAFT


def test_effort_counts_by_the_engine(news: Path, use: Use) -> None:
    use(Fake(ANSWERS))
    pretranslate(news)
    text = path_of(news).read_text(encoding="utf-8").replace("#, fuzzy\n", "")
    path_of(news).write_text(
        text.replace("У его сети 15 складов.", "В его сети 15 складов."), encoding="utf-8"
    )
    cards = Workspace.open(news).score(Selection(locales=("ru",))).cards
    efforts = {one.origin: (one.drafts, one.unchanged) for one in cards[0].effort}
    assert efforts == {"assistant": (4, 3)}
