"""Apertium: the real one's traps, and a false one that dies, hangs and lies."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from apertium import fake_apertium, real_apertium, require_apertium
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peer import at_most

from postl10n.engines import open_engine
from postl10n.engines.apertium.modes import choose_mode, debian_package
from postl10n.engines.apertium.pipe import carriable, parse_mode, unwrap, wrap
from postl10n.errors import EngineError
from postl10n.model.project import EngineAnswer, EngineAsk
from postl10n.ports import Engine

MODES = ["eng-spa", "spa-eng", "spa-eng_US", "es-pt", "es-pt_BR", "es-fr", "eco-es-fr", "rus-bel", "nno-nob"]


def texts(engine: Engine, *asked: str) -> list[str | None]:
    return [
        answer.text if answer else None
        for answer in engine.translate([EngineAsk(text=text) for text in asked])
    ]


@pytest.fixture
def spanish() -> Iterator[Engine]:
    require_apertium("eng-spa")
    engine = real_apertium("en", "es")
    yield engine
    engine.close()


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[Engine]:
    engine = fake_apertium(tmp_path, timeout=2)
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("source", "target", "mode"),
    [
        ("en", "es", "eng-spa"),
        ("en_GB", "es_MX", "eng-spa"),
        ("es", "pt_PT", "es-pt"),
        ("es", "pt_BR", "es-pt_BR"),
        ("es", "pt", "es-pt_BR"),
        ("es", "pt_AO", "es-pt"),
        ("es", "en_US", "spa-eng_US"),
        ("es", "en_GB", "spa-eng"),
        ("es", "fr_CA", "es-fr"),
        ("ru", "be", "rus-bel"),
        ("nn", "nb", "nno-nob"),
        ("be", "ru", None),
        ("en", "zh_Hans", None),
    ],
)
def test_the_mode_of_a_pair(source: str, target: str, mode: str | None) -> None:
    assert choose_mode(MODES, source, target) == mode


@pytest.mark.parametrize(
    ("source", "target", "package"),
    [
        ("en", "es", "apertium-eng-spa"),
        ("es", "en", "apertium-eng-spa"),
        ("pt_BR", "es", "apertium-es-pt"),
        ("ru", "be", "apertium-bel-rus"),
        ("uk", "ru", "apertium-rus-ukr"),
        ("en", "zh_Hans", None),
    ],
)
def test_the_package_of_a_pair(source: str, target: str, package: str | None) -> None:
    assert debian_package(source, target) == package


def test_a_mode_is_run_without_a_shell_and_flushes() -> None:
    text = "lt-proc '/a b/x.bin' | cg-proc -w 'y' | apertium-tagger -g $2 'z' | vislcg3 v | lt-proc $1 '$(rm x)'\n"
    assert parse_mode("bel-rus", text) == [
        ["lt-proc", "-z", "/a b/x.bin"],
        ["cg-proc", "-z", "-w", "y"],
        ["apertium-tagger", "-z", "-g", "z"],
        ["vislcg3", "v"],
        ["lt-proc", "-z", "-g", "$(rm x)"],
    ]
    assert parse_mode("rus-bel", text)[1:3] == [["cg-proc", "-z", "-1", "-n", "-w", "y"], ["vislcg3", "v"]]


def test_a_pair_that_is_not_installed_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        open_engine("apertium", {}, "en", "es", {"APERTIUM_DATADIR": str(tmp_path)})
    assert str(caught.value) == (
        "engine apertium: Apertium's en → es is not installed; install Debian's apertium-eng-spa"
    )
    with pytest.raises(EngineError, match="no Apertium for en → zh_Hans is known"):
        open_engine("apertium", {}, "en", "zh_Hans", {"APERTIUM_DATADIR": str(tmp_path)})
    with pytest.raises(EngineError, match=r"mode '\.\./\.\./x' is not installed"):
        open_engine("apertium", {"mode": "../../x"}, "en", "es", {"APERTIUM_DATADIR": str(tmp_path)})


def test_a_program_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "modes").mkdir()
    (tmp_path / "modes" / "eng-spa.mode").write_text("no-such-program 'x'", encoding="utf-8")
    with pytest.raises(EngineError, match="the program no-such-program is not installed"):
        open_engine("apertium", {}, "en", "es", {"APERTIUM_DATADIR": str(tmp_path), "PATH": "/bin"})


@given(st.text())
def test_what_goes_in_comes_out(text: str) -> None:
    if carriable(text):
        assert unwrap(wrap(text, "es")) == (text, ())


def test_marks_of_unknown_words_are_read() -> None:
    assert unwrap("El *Belpost, el *l'hôtel #ser @Minsk *e-mail. 3*4 *Belpost") == (
        "El Belpost, el l'hôtel ser Minsk e-mail. 34 Belpost",
        ("Belpost", "l'hôtel", "Minsk", "e-mail"),
    )


def test_english_is_translated(spanish: Engine) -> None:
    assert texts(
        spanish,
        "The post office is closed.",
        "The post office is closed",
        "Is the post office closed?",
        "The Belpost train arrived in ⟦0⟧ on ⟦1⟧.",
    ) == [
        "La oficina de poste está cerrada.",
        "La oficina de poste está cerrada",
        "Es la oficina de poste cerró?",
        "El Belpost el tren llegado en ⟦0⟧ encima ⟦1⟧.",
    ]


def test_words_it_does_not_know_are_told(spanish: Engine) -> None:
    (answer,) = spanish.translate([EngineAsk(text="The gizmotron of Belpost arrived.")])
    assert answer == EngineAnswer(text="El gizmotron de Belpost llegó.", unknown=("gizmotron", "Belpost"))


@pytest.mark.parametrize("ending", [".", "!", "?", "…", "...", ":", ";", ".”", "»", ")", ""])
def test_the_end_of_a_sentence_stays(spanish: Engine, ending: str) -> None:
    (text,) = texts(spanish, f"The post office is closed{ending}")
    assert text
    assert text.endswith(f"cerrada{ending}")


def test_signs_of_its_own_format_pass(spanish: Engine) -> None:
    (text,) = texts(spanish, "The post {office} @home ^is$ <closed> [now] a/b \\ * # ~ + 100% %(day)s ok.")
    assert text
    for sign in "{}@^$<>[]/\\*#~+%":
        assert sign in text, sign
    assert text.endswith("vale.")


@pytest.mark.parametrize(
    ("pair", "mode", "text", "translation"),
    [
        (("ru", "be"), "rus-bel", "Белпочта доставила посылки.", "Белпочта даставіла пасылкі."),
        (("ru", "uk"), "rus-ukr", "Поезд прибыл в Минск.", "Поїзд прибув у Мінський."),
        (("uk", "ru"), "ukr-rus", "Потяг прибув 7 грудня…", "Поезд прибыл 7 декабря…"),
        (("be", "ru"), "bel-rus", "Пошта закрыта.", None),
        (("es", "pt_PT"), "es-pt", "El cartero llegó a casa.", "O carteiro chegou a casa."),
        (("es", "fr"), "es-fr", "La oficina está cerrada.", "Le bureau est fermée."),
    ],
)
def test_other_pairs(pair: tuple[str, str], mode: str, text: str, translation: str | None) -> None:
    require_apertium(mode)
    engine = real_apertium(*pair)
    (answer,) = texts(engine, text)
    engine.close()
    assert answer
    assert translation is None or answer == translation


@pytest.mark.parametrize(
    ("pair", "mode", "words"),
    [
        (("en", "es"), "eng-spa", "post office train letter"),
        (("es", "pt_PT"), "es-pt", "casa correo tren carta"),
        (("es", "fr"), "es-fr", "casa correo tren carta"),
        (("ru", "be"), "rus-bel", "почта дом поезд письмо"),
        (("ru", "uk"), "rus-ukr", "почта дом поезд письмо"),
    ],
)
def test_marks_come_back(pair: tuple[str, str], mode: str, words: str) -> None:
    require_apertium(mode)
    asked = [f"⟦0⟧ {word} ⟦1⟧{word}⟦2⟧ 25 ⟦3⟧, ⟦4⟧⟦10⟧." for word in words.split()]
    engine = real_apertium(*pair)
    answers = texts(engine, *asked)
    engine.close()
    assert None not in answers


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
PIECES = st.lists(
    st.sampled_from(
        ["post", "⟦0⟧", "it's", "*", "[x]", "<b>", "^", "\\", "«", "…", ".", "{{", "~a", "—", "\u200b"]
    )
)


@given(st.lists(st.one_of(ANYTHING, PIECES.map(" ".join)), max_size=6))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_text_breaks_the_pipe(spanish: Engine, asked: list[str]) -> None:
    answers = texts(spanish, *asked, "The post office is closed.")
    assert len(answers) == len(asked) + 1
    assert answers[-1] == "La oficina de poste está cerrada."
    assert all(answer is None or answer.strip() for answer in answers)


def test_answers_stay_in_order_where_some_are_none(fake: Engine) -> None:
    asked = ["one", "", "two EMPTY", "NUL\0", "\ue02a private", "\ud800", "three", *map(str, range(100, 200))]
    none = {"", "two EMPTY", "NUL\0", "\ue02a private", "\ud800"}
    assert texts(fake, *asked) == [None if text in none else text for text in asked]


@pytest.mark.parametrize("word", ["DIE", "HANG", "CUT", "OTHER", "BYTES"])
def test_a_text_that_breaks_the_pipe_costs_no_other(fake: Engine, word: str) -> None:
    with at_most(60):
        assert texts(fake, "one", f"two {word}", "three", "four") == ["one", None, "three", "four"]
    assert texts(fake, "five") == ["five"]


def test_an_answer_too_many_shifts_no_other(fake: Engine) -> None:
    assert texts(fake, "one", "two MORE", "three", "four") == ["one", "two MORE", "three", "four"]


@pytest.mark.parametrize("together", [1, 3])
def test_a_pipe_that_died_is_started_anew(fake: Engine, together: int) -> None:
    asked = ["ONCE", "two", "three"][:together]
    assert texts(fake, *asked) == asked


def test_an_engine_that_dies_on_everything_is_given_up(fake: Engine) -> None:
    answers = fake.translate([EngineAsk(text=f"DIE {number}") for number in range(9)])
    with pytest.raises(EngineError, match="broke on 3 texts in a row: the programs ended") as caught:
        list(answers)
    assert caught.value.hint == "fault in the dictionary"


def test_an_iteration_may_be_left_half_way(fake: Engine) -> None:
    answers = fake.translate([EngineAsk(text=f"old {number}") for number in range(100)])
    first = next(answers)
    assert first
    assert first.text == "old 0"
    del answers
    gc.collect()
    assert texts(fake, "new") == ["new"]


def test_the_programs_see_no_secrets(fake: Engine) -> None:
    (text,) = texts(fake, "ENV of the program")
    assert text
    assert "PATH" in text
    assert "SECRET" not in text


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_closing_ends_the_programs(tmp_path: Path) -> None:
    engine = fake_apertium(tmp_path, timeout=30)
    assert running(tmp_path) == 0, "nothing runs before the first text"
    texts(engine, "one")
    assert running(tmp_path) == 2
    engine.close()
    assert running(tmp_path) == 0
    engine.close()
    assert texts(engine, "two") == ["two"]
    engine.close()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("end", ["sys.exit(3)", "os._exit(3)", "os.kill(os.getpid(), 9)"])
def test_nothing_outlives_a_process_that_does_not_close(tmp_path: Path, end: str) -> None:
    code = (
        "import os, sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
        "from apertium import fake_apertium; from postl10n.model.project import EngineAsk\n"
        "engine = fake_apertium(Path(sys.argv[2]), timeout=30)\n"
        f"print(next(engine.translate([EngineAsk(text='one')])).text, flush=True); {end}\n"
    )
    support = Path(__file__).parents[1] / "support"
    done = subprocess.run(
        [sys.executable, "-c", code, str(support), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "one\n"
    assert done.returncode in (3, -9)
    limit = time.monotonic() + 60
    while running(tmp_path) and time.monotonic() < limit:
        time.sleep(0.05)
    assert running(tmp_path) == 0


def running(folder: Path) -> int:
    """How many processes run the false program of a folder."""
    wanted = str(folder / "program").encode()
    count = 0
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = process.read_bytes().split(b"\0")
        except OSError:
            continue
        count += wanted in words
    return count
