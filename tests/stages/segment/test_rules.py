"""A user's own rules, from a table and from SRX."""

from __future__ import annotations

import pytest

from postl10n.errors import ProjectError
from postl10n.files.srx import parse_srx
from postl10n.stages.segment import patterns, sentences
from postl10n.stages.segment.patterns import PatternRule
from postl10n.stages.segment.user_rules import PatternGroup, UserRules, rules_from_table

SRX = """<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="yes" cascade="yes"/>
  <body>
    <languagerules>
      <languagerule languagerulename="English">
        <rule break="no"><beforebreak>\\bMsgr\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
        <rule break="yes"><beforebreak>;</beforebreak><afterbreak>\\s+\\p{Lu}</afterbreak></rule>
      </languagerule>
      <languagerule languagerulename="All">
        <rule break="no"><beforebreak>\\bqv\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
      </languagerule>
    </languagerules>
    <maprules>
      <languagemap languagepattern="EN.*" languagerulename="English"/>
      <languagemap languagepattern=".*" languagerulename="All"/>
    </maprules>
  </body>
</srx>
"""


def test_srx_patterns_forbid_and_add_boundaries_in_their_language() -> None:
    rules = parse_srx(SRX.encode(), "rules.srx")
    text = "Monsignore Msgr. Rossi came; He left. See qv. Lima."
    assert sentences(text, "en", rules=rules) == ["Monsignore Msgr. Rossi came;", "He left.", "See qv. Lima."]
    assert sentences("Veja qv. Lima; Eu fui.", "pt_BR", rules=rules) == ["Veja qv. Lima; Eu fui."]


def test_without_cascade_the_first_map_alone_counts() -> None:
    rules = parse_srx(SRX.replace('cascade="yes"', 'cascade="no"').encode(), "rules.srx")
    assert sentences("See aqv. Lima.", "en", rules=rules) == ["See aqv.", "Lima."]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("</body>", "", 19, "broken XML"),
        ("\\bMsgr\\.", "(Msgr", 7, "not a regular expression"),
        ("\\bMsgr\\.", "(a+){1}", 7, "repeats a repetition"),
        ('break="no"><beforebreak>\\bqv', 'break="maybe"><beforebreak>\\bqv', 11, "maybe"),
        ('languagepattern="EN.*"', 'languagepattern="EN("', 15, "languagepattern"),
        ('.*" languagerulename="All"', '.*" languagerulename="Else"', 16, "Else"),
        ('<languagemap languagepattern="EN.*"', "<languagemap", 15, "languagepattern"),
        ("<srx xmlns", '<!DOCTYPE srx [<!ENTITY x "y">]>\n<srx xmlns', 2, "DOCTYPE"),
    ],
)
def test_broken_srx_names_file_and_line(old: str, new: str, line: int, says: str) -> None:
    assert old in SRX
    with pytest.raises(ProjectError, match=says) as caught:
        parse_srx(SRX.replace(old, new).encode(), "rules.srx")
    assert caught.value.place is not None
    assert (caught.value.place.path, caught.value.place.line) == ("rules.srx", line)


@pytest.mark.parametrize("data", [b"", b"\x00", b"<tmx/>", b"\xff\xfe\x00"])
def test_what_is_no_srx_is_refused(data: bytes) -> None:
    with pytest.raises(ProjectError):
        parse_srx(data, "rules.srx")


def test_table_rules() -> None:
    rules = rules_from_table(
        {"en": {"abbreviations": ["Msgr."], "no_break": [["\\bWow!", "\\s"]], "break": [[":", "\\s"]]}},
        "postl10n.toml",
    )
    assert sentences("Note: Wow! It was Xmsgr. Lee.", "en-GB", rules=rules) == [
        "Note:",
        "Wow! It was Xmsgr.",
        "Lee.",
    ]
    assert sentences("It was Msgr. Lee.", "en", rules=rules) == ["It was Msgr. Lee."]
    assert sentences("C'est : Wow! Oui.", "fr", rules=rules) == ["C'est : Wow!", "Oui."]


@pytest.mark.parametrize(
    "table",
    [
        {"en": []},
        {"en": {"abbreviation": ["x"]}},
        {"en": {"abbreviations": "x"}},
        {"en": {"break": [["one"]]}},
        {"en": {"no_break": [["(", ""]]}},
    ],
)
def test_a_misshapen_table_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(ProjectError, match=r"segmentation|pattern"):
        rules_from_table(table, "postl10n.toml")


def test_a_pattern_that_runs_away_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "TIME_LIMIT", 0.01)
    rule = PatternRule(before=r"(?:a|b|ab)+[cd]", after="x", breaks=True)
    rules = UserRules(patterns=(PatternGroup(locales="en", rules=(rule,)),))
    with pytest.raises(ProjectError, match="takes more than"):
        sentences("ab" * 18 + " end. Next.", "en", rules=rules)
