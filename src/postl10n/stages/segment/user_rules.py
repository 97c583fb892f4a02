"""A user's own rules: abbreviations and break or no-break patterns, from `postl10n.toml` or an SRX file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from postl10n.errors import Place, ProjectError
from postl10n.lang.locales import language_subtag
from postl10n.stages.segment.patterns import PatternRule


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternGroup:
    """The patterns for locales whose code is matched, from its start, by the regular expression `locales`."""

    locales: str
    rules: tuple[PatternRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRules:
    """Rules that the user adds to ours; empty by default."""

    abbreviations: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By language subtag: words that never end a sentence, with or without their full stop."""
    patterns: tuple[PatternGroup, ...] = ()
    """The first pattern that matches at an offset decides, before any rule of ours."""
    cascade: bool = True
    """True if every group that matches the locale counts (SRX `cascade="yes"`), False if only the first does."""
    also: tuple[UserRules, ...] = ()
    """Rules of further files, which are applied after these."""

    def abbreviations_for(self, locale: str) -> frozenset[str]:
        words = self.abbreviations.get(language_subtag(locale), frozenset())
        own = frozenset(word.strip().removesuffix(".") for word in words)
        return own.union(*(one.abbreviations_for(locale) for one in self.also))

    def patterns_for(self, locale: str) -> tuple[PatternRule, ...]:
        # SRX files have `EN.*`, `pt[-_]BR` or `zh`: upper case and both separators are in use.
        code = locale.replace("-", "_")
        groups = [
            group
            for group in self.patterns
            if re.match(group.locales, code, re.IGNORECASE)
            or re.match(group.locales, code.replace("_", "-"), re.IGNORECASE)
        ]
        own = (rule for group in (groups if self.cascade else groups[:1]) for rule in group.rules)
        return (*own, *(rule for one in self.also for rule in one.patterns_for(locale)))


def rules_from_table(table: Mapping[str, object], path: str) -> UserRules:
    """Return the rules of `[segmentation.<language>]` in `postl10n.toml`.

    `abbreviations` is a list of words; `break` and `no_break` are lists of `[before, after]` pairs of regular
    expressions. Raises ProjectError for any other shape and for a pattern that cannot be used.
    """
    abbreviations: dict[str, frozenset[str]] = {}
    groups: list[PatternGroup] = []
    for lang, section in table.items():
        if not isinstance(section, Mapping):
            raise _misshapen(path, f"[segmentation.{lang}] is not a table")
        unknown = set(section) - {"abbreviations", "break", "no_break"}
        if unknown:
            raise _misshapen(path, f"[segmentation.{lang}] has no key {min(unknown)!r}")
        abbreviations[lang] = frozenset(_strings(section.get("abbreviations", []), lang, path))
        rules = [
            *_pairs(section.get("no_break", []), lang, path, breaks=False),
            *_pairs(section.get("break", []), lang, path, breaks=True),
        ]
        groups.append(PatternGroup(locales=rf"{re.escape(lang)}(?:[_-]|$)", rules=tuple(rules)))
    return UserRules(abbreviations=abbreviations, patterns=tuple(groups))


def _strings(value: object, lang: str, path: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _misshapen(path, f"[segmentation.{lang}] expects lists of strings")
    return value


def _pairs(value: object, lang: str, path: str, *, breaks: bool) -> list[PatternRule]:
    # Imported when a project has patterns: it loads `regex`.
    from postl10n.stages.segment.patterns import vet

    rules: list[PatternRule] = []
    for pair in value if isinstance(value, list) else [value]:
        words = _strings(pair, lang, path)
        if len(words) != 2:
            raise _misshapen(path, f"[segmentation.{lang}] expects pairs of patterns, [before, after]")
        rule = PatternRule(before=words[0], after=words[1], breaks=breaks, place=Place(path=path))
        vet(rule)
        rules.append(rule)
    return rules


def _misshapen(path: str, message: str) -> ProjectError:
    hint = 'Write abbreviations = ["Msgr."], no_break = [["\\\\bapprox\\\\.", "\\\\s"]].'
    return ProjectError(message, place=Place(path=path), hint=hint)
