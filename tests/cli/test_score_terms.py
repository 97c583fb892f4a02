"""`postl10n score`: the terms of two files, from dictionaries and from a glossary."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from postl10n.cli import commands
from postl10n.errors import Postl10nError

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "schemas" / "score.json").read_text(encoding="utf-8")
)
ENGLISH = [
    "The sorting centre handles parcels and letters.",
    "Two sorting centres were opened.",
    "Letters and parcels are sorted at night.",
]
OURS = [
    "Das Sortierzentrum bearbeitet Pakete und Briefe.",
    "Zwei Verteilzentren wurden eröffnet.",
    "Briefe und Sendungen werden nachts sortiert.",
]
TRUSTED = [
    "Das Sortierzentrum bearbeitet Pakete und Briefe.",
    "Zwei Sortierzentren wurden eröffnet.",
    "Briefe und Pakete werden nachts sortiert.",
]
Rows = Sequence[Mapping[str, object]]


def rows(path: Path, rows: Rows) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def texts(targets: Sequence[str], **more: Sequence[object]) -> list[dict[str, object]]:
    columns = {"en": ENGLISH, "de": targets, **more}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands, ["score", *map(str, arguments)])


def card(*arguments: str | Path) -> dict[str, Any]:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    cards = json.loads(done.stdout)
    jsonschema.validate(cards, SCHEMA)
    (found,) = cards
    assert isinstance(found, dict)
    return found


CENTRE, PARCEL = {"sorting centre": "Sortierzentrum"}, {"parcel": ["Paket", "Päckchen"]}


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    given = [{**CENTRE, **PARCEL}, CENTRE, PARCEL]
    return (
        rows(tmp_path / "ours.jsonl", texts(OURS)),
        rows(tmp_path / "reference.jsonl", texts(TRUSTED, terms=given)),
    )


def figures(found: Mapping[str, Any], key: str = "terms") -> tuple[int, int]:
    terms = found[key]
    assert isinstance(terms, dict)
    return terms["used"], terms["expected"]


def test_each_segment_has_its_dictionary(pair: tuple[Path, Path]) -> None:
    found = card(*pair, "--locale", "de")
    assert (figures(found), figures(found, "reference_terms")) == ((2, 4), (4, 4))
    by_term = {row["name"]: row["terms"] for row in found["by_term"]}
    assert {name: (one["used"], one["expected"]) for name, one in by_term.items()} == {
        "sorting centre": (1, 2),
        "parcel": (1, 2),
    }
    assert [(one["unit"], one["terms"]) for one in found["success_rates"]] == [
        ("sentence", 4),
        ("document", 3),
    ]
    # By the definition for documents a term counts that the reference has as it is spelt: no Sortierzentren.
    assert [one["rate"] for one in found["success_rates"]] == [0.5, pytest.approx(2 / 3)]
    assert found["by_document"] == []


def test_sentences_of_a_document_share_a_dictionary(tmp_path: Path) -> None:
    given = [{**CENTRE, **PARCEL}, {}, {}]
    ours = rows(tmp_path / "ours.jsonl", texts(OURS))
    reference = rows(tmp_path / "b.jsonl", texts(TRUSTED, document=["a", "a", "b"], terms=given))
    found = card(ours, reference, "--locale", "de")
    # The third sentence is of another document, which has no dictionary.
    assert figures(found) == (2, 3)
    found = card(
        ours,
        rows(tmp_path / "b.jsonl", texts(TRUSTED, document=["a", "a", "b"], terms=[*given[:2], PARCEL])),
        "--locale",
        "de",
    )
    assert [(one["name"], one["terms"]["expected"]) for one in found["by_document"]] == [("a", 3), ("b", 1)]


def test_a_named_dictionary_and_one_for_the_whole_project_agree(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    named = rows(tmp_path / "named.jsonl", texts(TRUSTED, proper=[{**CENTRE, **PARCEL}] * 3))
    whole = tmp_path / "terms.json"
    whole.write_text(json.dumps({**CENTRE, **PARCEL}), encoding="utf-8")
    sheet = tmp_path / "terms.csv"
    sheet.write_text("en,de\nsorting centre,Sortierzentrum\nparcel,Paket\n", encoding="utf-8")
    first = card(pair[0], named, "--locale", "de", "--dictionary", "proper")
    assert figures(first) == (2, 4)
    plain = rows(tmp_path / "plain.jsonl", texts(TRUSTED))
    for path in (whole, sheet):
        assert figures(card(pair[0], plain, "--locale", "de", "--terms", path)) == (2, 4)
    # Rows with dictionaries need no translation of their own.
    alone = rows(tmp_path / "alone.jsonl", [{"en": one, "terms": {**CENTRE, **PARCEL}} for one in ENGLISH])
    assert figures(card(pair[0], plain, "--locale", "de", "--terms", alone)) == (2, 4)


def test_catalogs_are_scored_with_a_glossary(tmp_path: Path) -> None:
    paths = []
    for name, targets in (("a.po", OURS), ("b.po", TRUSTED)):
        head = 'msgid ""\nmsgstr "Language: de\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
        entries = "".join(f'\nmsgid "{s}"\nmsgstr "{t}"\n' for s, t in zip(ENGLISH, targets, strict=True))
        paths.append(tmp_path / name)
        paths[-1].write_text(head + entries, encoding="utf-8")
    glossary = tmp_path / "glossary"
    glossary.mkdir()
    (glossary / "post.yaml").write_text(
        "subject: post\nconcepts:\n"
        "  - id: centre\n    terms: {en: [{text: sorting centre}], de: [{text: Sortierzentrum}]}\n",
        encoding="utf-8",
    )
    for terms in (glossary, glossary / "post.yaml"):
        found = card(*paths, "--terms", terms)
        assert (figures(found), figures(found, "reference_terms")) == ((1, 2), (2, 2))


def test_sources_may_come_with_the_reference_alone(pair: tuple[Path, Path], tmp_path: Path) -> None:
    plain = tmp_path / "ours.txt"
    plain.write_text("\n".join(OURS) + "\n", encoding="utf-8")
    assert figures(card(plain, pair[1], "--locale", "de")) == (2, 4)


def test_the_card_says_what_it_counts(pair: tuple[Path, Path], tmp_path: Path) -> None:
    shown = run(*pair, "--locale", "de").output
    assert "terms as in the glossary: 2 of 4" in shown
    assert "consistent: of 4 uses of concepts in several segments" in shown
    assert "WMT25 success" in shown
    assert "term parcel: 1 of 2 used, the reference 2 of 2" in shown
    named = rows(tmp_path / "named.jsonl", texts(TRUSTED, proper=[CENTRE] * 3, random=[PARCEL] * 3))
    assert (
        "The rows have dictionaries (proper, random): --dictionary NAME"
        in run(pair[0], named, "--locale", "de").output
    )


def test_long_documents_are_compared_by_what_takes_no_time(tmp_path: Path) -> None:
    long = {"en": ENGLISH[0] * 60, "de": TRUSTED[0] * 60, "terms": CENTRE}
    other = {"en": ENGLISH[1] * 60, "de": TRUSTED[1] * 60, "terms": CENTRE}
    done = run(*(rows(tmp_path / name, [long, other]) for name in ("a.jsonl", "b.jsonl")), "--locale", "de")
    assert "over 2 segments with a reference" in done.output
    assert "document 1: 1 of 1 used" in done.output


BAD: dict[str, tuple[list[str], str]] = {
    "a dictionary that no row has": (["--dictionary", "proper"], "no row has a dictionary 'proper'"),
    "a file of terms that is none": (["--terms", "ours.txt"], "is no file of terms"),
    "a file that is not there": (["--terms", "nowhere.json"], "nowhere.json: can't be read"),
    "terms that are no texts": (["--terms", "bad.json"], "the terms given for 'parcel' are no texts"),
    "no JSON": (["--terms", "broken.json"], "broken.json: is not JSON"),
    "rows with terms that are no texts": (
        ["--terms", "bad.jsonl"],
        "bad.jsonl:1: the terms given for 'parcel'",
    ),
    "a source that is no locale": (["--source", "nowhere"], "is not a locale"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_terms_are_one_clear_message(
    pair: tuple[Path, Path], tmp_path: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    options, message = BAD[case]
    monkeypatch.chdir(tmp_path)
    Path("ours.txt").write_text("x\n", encoding="utf-8")
    Path("bad.json").write_text('{"parcel": 1}', encoding="utf-8")
    Path("broken.json").write_text('{"parcel', encoding="utf-8")
    rows(Path("bad.jsonl"), [{"en": ENGLISH[0], "terms": {"parcel": {}}}])

    done = run(*pair, "--locale", "de", *options)

    assert isinstance(done.exception, Postl10nError)
    assert message in str(done.exception)


def test_a_project_has_its_own_terms(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert "--terms is for two files" in str(run("--terms", "glossary").exception)
