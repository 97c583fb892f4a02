"""Editing glossary files: what changes is changed, everything else keeps its bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from concepts import concepts
from hypothesis import given, settings
from hypothesis import strategies as st

from postl10n.errors import GlossaryError
from postl10n.files.glossary_yaml.edit import edit_glossary
from postl10n.files.glossary_yaml.parse import parse_yaml
from postl10n.model.glossary import Concept, ReviewState, Term, TermStatus

FILE = """\
# Head of the file.
subject:   posts   # unusual spacing
concepts:
  # about the first
  - id: belpost
    terms:   # by locale
      en: [ Belpost,Bel Post ]
      ru:
        - Белпочта   # the brand
        # an old name
        - {text: "Бел почта", status: forbidden}
      zh-hant: ['x']

  - id: ctt
    note: >-
      folded
      text
    terms:
      en:
      - CTT


# Tail of the file.
"""


def _edited(text: str, concept: Concept) -> str:
    return edit_glossary(text.encode(), [concept], path="g.yaml").decode()


def _concept(text: str, id_: str) -> Concept:
    return next(one for one in parse_yaml(text.encode(), path="g.yaml") if one.id == id_)


def test_nothing_wanted_changes_nothing() -> None:
    same = parse_yaml(FILE.encode(), path="g.yaml")

    assert edit_glossary(FILE.encode(), same, path="g.yaml") == FILE.encode()


def test_an_edit_changes_its_own_lines() -> None:
    belpost = _concept(FILE, "belpost")
    brand, old = belpost.terms["ru"]
    terms = {**belpost.terms, "ru": (replace(brand, review=ReviewState.DRAFT), old, Term(text="БП"))}

    result = _edited(
        FILE, replace(belpost, terms=terms, definition={"en": "The post of Belarus: all of it."})
    )

    assert result == FILE.replace(
        "  - id: belpost\n",
        "  - id: belpost\n    definition:\n      en: 'The post of Belarus: all of it.'\n",
    ).replace(
        "        - Белпочта   # the brand\n        # an old name\n"
        '        - {text: "Бел почта", status: forbidden}\n',
        "        - text: Белпочта\n          review: draft # the brand\n        # an old name\n"
        '        - {text: "Бел почта", status: forbidden}\n        - БП\n',
    )


def test_a_new_text_takes_the_place_of_the_old_one() -> None:
    belpost = _concept(FILE, "belpost")

    result = _edited(FILE, replace(belpost, terms={**belpost.terms, "zh_Hant": (Term(text="白俄羅斯郵政"),)}))

    assert result == FILE.replace("zh-hant: ['x']", "zh-hant: ['白俄羅斯郵政']")


def test_fields_and_terms_are_taken_out() -> None:
    ctt = replace(_concept(FILE, "ctt"), note="")
    belpost = _concept(FILE, "belpost")
    without = replace(belpost, terms={**belpost.terms, "ru": belpost.terms["ru"][:1]})

    result = edit_glossary(FILE.encode(), [ctt, without], path="g.yaml").decode()

    assert "folded" not in result
    assert "Бел почта" not in result
    assert "# the brand" in result
    assert result.endswith("# Tail of the file.\n")


def test_new_concepts_come_after_the_last_one() -> None:
    new = Concept(id="new", subject="posts", terms={"en": (Term(text="New", status=TermStatus.ADMITTED),)})

    result = _edited(FILE, new)

    added = "\n  - id: new\n    terms:\n      en:\n        - text: New\n          status: admitted\n"
    assert result.replace(added, "") == FILE or added.strip() in result
    assert [one.id for one in parse_yaml(result.encode(), path="g.yaml")] == ["belpost", "ctt", "new"]
    assert result.endswith("# Tail of the file.\n")


def test_a_file_that_is_new_or_empty() -> None:
    new = Concept(id="new", subject="trade", terms={"en": (Term(text="New"),)})
    body = "concepts:\n  - id: new\n    terms:\n      en:\n        - New\n"

    assert edit_glossary(b"", [replace(new, subject="g")], path="g.yaml").decode() == f"subject: g\n{body}"
    assert (
        _edited("# nothing yet\nsubject: trade\nconcepts:\n", new) == f"# nothing yet\nsubject: trade\n{body}"
    )


def test_line_ends_of_windows_stay() -> None:
    text = FILE.replace("\n", "\r\n")

    result = edit_glossary(text.encode(), [replace(_concept(FILE, "ctt"), note="plain")], path="g.yaml")

    assert result.count(b"\n") == result.count(b"\r\n")
    assert b"note: >-\r\n      plain\r\n" in result


@pytest.mark.parametrize(
    "text",
    [
        "concepts: [{id: a, terms: {en: [x]}}]\n",
        "concepts:\n  - id: b\n    terms: &all\n      en: [x]\n  - id: a\n    terms: *all\n",
    ],
)
def test_what_can_not_be_edited_is_refused(text: str) -> None:
    with pytest.raises(GlossaryError, match="can't be edited by program"):
        _edited(text, replace(_concept(text, "a"), note="x"))


@settings(max_examples=60)
@given(st.data())
def test_any_concept_becomes_any_other(data: st.DataObject) -> None:
    """Written into a file and read again it is the one that was wanted; the others keep their bytes."""
    old, new, other = (data.draw(concepts(id_)) for id_ in ("c", "c", "d"))
    before = edit_glossary(b"", [old, other], path="g.yaml")

    after = edit_glossary(before, [new], path="g.yaml")

    first, second = parse_yaml(after, path="g.yaml")
    assert (first, second) == (new, other)
    assert after.endswith(before[before.index(b"- id: d") :])
