"""Glossary files: what they give, and how their faults are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from postl10n.errors import FaultGroup, GlossaryError, Postl10nError
from postl10n.files.glossary_yaml.parse import parse_yaml
from postl10n.model.glossary import TermStatus, TermType
from postl10n.project.glossary import read_glossary

GLOSSARY = """\
# Organizations.
subject: organizations
concepts:
  - id: ctt-macao
    subject: organizations-macao
    definition:
      en: The postal operator of Macao.
      zh-hant-mo: 澳門的郵政機構。
    do-not-translate: false
    terms:
      en:
        - Macao Post and Telecommunications Bureau
        - {text: CTT, type: acronym, status: admitted, case-sensitive: true}
      'no':
        - text: Macaos post
          forms: [Macaos posts]
          not-inside: [ikke her]
          note: unsure
  - id: belpost
    terms:
      ru: [Белпочта]
"""


def test_concepts_and_terms() -> None:
    macao, belpost = parse_yaml(GLOSSARY.encode(), path="g.yaml")

    assert (macao.subject, belpost.subject) == ("organizations-macao", "organizations")
    assert dict(macao.definition)["zh_Hant_MO"] == "澳門的郵政機構。"
    full, acronym = macao.terms["en"]
    assert full.text == "Macao Post and Telecommunications Bureau"
    assert (full.status, full.type) == (TermStatus.PREFERRED, TermType.FULL_FORM)
    assert (acronym.status, acronym.type, acronym.case_sensitive) == (
        TermStatus.ADMITTED,
        TermType.ACRONYM,
        True,
    )
    # `no` is Norwegian here, not YAML 1.1's false.
    norwegian = macao.terms["no"][0]
    assert (norwegian.forms, norwegian.not_inside) == (("Macaos posts",), ("ikke her",))
    assert belpost.place is not None
    assert belpost.place.line == 19


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("concepts:\n  - id: a\n    terms: {en: [x\n", 4, "broken YAML"),
        ("concepts:\n  - id: a\n    terms:\n\t  en: [x]\n", 4, "broken YAML"),
        ("- a\n- b\n", 1, "key: value"),
        ("concepts: 3\n", 1, "expected a list"),
        ("concepts:\n  - id: Not An Id\n", 2, "not a concept id"),
        ("concepts:\n  - terms: {}\n", 2, "not a concept id"),
        ("concepts:\n  - id: a\n    definitions: {}\n", 3, "unknown key 'definitions'"),
        ("concepts:\n  - id: a\n    id: b\n", 3, "given twice"),
        ("concepts:\n  - id: a\n    terms:\n      xx_YY: [b]\n", 4, "unknown locale"),
        ("concepts:\n  - id: a\n    terms:\n      ru:\n        - ''\n", 5, "without a text"),
        (
            "concepts:\n  - id: a\n    terms:\n      ru:\n        - {text: b, status: best}\n",
            5,
            "'best' is none",
        ),
        ("concepts:\n  - id: a\n    do-not-translate: perhaps\n", 3, "neither true nor false"),
        ("concepts:\n  - id: a\n    note: [b]\n", 3, "expected a text"),
        ("concepts:\n  - id: a\n    ? [b]\n    : c\n", 3, "a key must be"),
    ],
)
def test_faults_are_named_with_their_line(text: str, line: int, message: str) -> None:
    with pytest.raises(GlossaryError) as raised:
        parse_yaml(text.encode(), path="glossary/g.yaml")

    assert message in raised.value.message
    assert raised.value.place is not None
    assert (raised.value.place.path, raised.value.place.line) == ("glossary/g.yaml", line)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a: \x00", b"[" * 40, b"{a: " * 40, b"&a [*a]"])
def test_hostile_files_are_refused(data: bytes) -> None:
    with pytest.raises(GlossaryError):
        parse_yaml(data, path="g.yaml")


def test_an_empty_file_holds_no_concepts() -> None:
    assert parse_yaml(b"# nothing yet\n", path="g.yaml") == []
    assert parse_yaml(b"subject: a\nconcepts:\n", path="g.yaml") == []


def test_contradictions_over_all_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("concepts:\n  - id: post\n")
    (tmp_path / "b.yaml").write_text(
        "concepts:\n  - id: post\n"
        "  - id: mail\n    terms:\n      ru:\n        - почта\n        - {text: почта, status: forbidden}\n"
    )

    with pytest.raises(FaultGroup) as raised:
        read_glossary(tmp_path, root=tmp_path)

    twice, contradiction = raised.value.faults
    assert "already defined at a.yaml:2" in str(twice)
    assert "both usable and forbidden" in str(contradiction)
    assert str(contradiction).startswith("b.yaml:7")


def test_a_project_without_a_glossary(tmp_path: Path) -> None:
    assert read_glossary(tmp_path / "glossary", root=tmp_path).concepts == ()


def test_a_glossary_outside_the_project_is_not_read(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "glossary").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text("concepts: []\n")
    (project / "glossary" / "link.yaml").symlink_to(tmp_path / "secret.yaml")

    with pytest.raises(Postl10nError, match="leads out of the project"):
        read_glossary(project / "glossary", root=project)


def test_subjects_have_names_for_readers(tmp_path: Path) -> None:
    text = "subject: trade\nsubjects:\n  trade: {ru: Торговля, zh-hant: 貿易}\nconcepts:\n  - {id: tariff}\n"
    (tmp_path / "trade.yaml").write_text(text, encoding="utf-8")
    glossary = read_glossary(tmp_path, root=tmp_path)
    assert glossary.subjects == {"trade": {"ru": "Торговля", "zh_Hant": "貿易"}}
    assert [one.subject for one in glossary] == ["trade"]


def test_a_subject_that_is_named_in_no_locale_is_a_fault() -> None:
    with pytest.raises(GlossaryError, match=r"g\.yaml:2: .*'nonsense-locale'"):
        parse_yaml(b"subjects:\n  trade: {nonsense-locale: x}\n", path="g.yaml")
