"""Parsing SRX 2.0, the exchange format of segmentation rules.

https://www.ttt.org/oscarstandards/srx/srx20.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from postl10n.errors import Place, ProjectError
from postl10n.files.safe_xml import parse_xml
from postl10n.lang.text.user_patterns import UNUSABLE, refuse_runaway, shown
from postl10n.stages.segment.patterns import PatternRule, vet
from postl10n.stages.segment.user_rules import PatternGroup, UserRules


def parse_srx(data: bytes, path: str) -> UserRules:
    """Return the patterns of an SRX file, in file order.

    Raises ProjectError with `path` and line for malformed XML, a DOCTYPE with definitions, a rule that is not a valid
    regular expression or is certain to backtrack without end, and a map that names missing rules.
    """
    root = parse_xml(data, path=path, doctypes=("srx",), fault=ProjectError)
    if etree.QName(root).localname != "srx":
        raise _fault(f"<{etree.QName(root).localname}> where <srx> is expected", path, root)
    by_name: dict[str, list[PatternRule]] = {}
    for element in root.iter("{*}languagerule"):
        by_name.setdefault(_attribute(element, "languagerulename", path), []).extend(_rules(element, path))
    for rule in root.iter("{*}rule"):
        parent = rule.getparent()
        if parent is None or etree.QName(parent).localname != "languagerule":
            raise _fault("<rule> outside <languagerule>", path, rule)
    header = root.find("{*}header")
    groups = tuple(_group(one, by_name, path) for one in root.iter("{*}languagemap"))
    return UserRules(patterns=groups, cascade=header is None or header.get("cascade", "yes") == "yes")


def _rules(element: etree._Element, path: str) -> Iterator[PatternRule]:
    for rule in element.iterchildren("{*}rule"):
        said = rule.get("break", "yes")
        if said not in {"yes", "no"}:
            raise _fault(f'<rule break="{said}">', path, rule, hint="It is yes or no.")
        before, after = (
            "".join(str(text) for part in rule.iterchildren(f"{{*}}{name}") for text in part.itertext())
            for name in ("beforebreak", "afterbreak")
        )
        found = PatternRule(before=before, after=after, breaks=said == "yes", place=_place(path, rule))
        vet(found)
        yield found


def _group(element: etree._Element, by_name: dict[str, list[PatternRule]], path: str) -> PatternGroup:
    pattern, name = (_attribute(element, one, path) for one in ("languagepattern", "languagerulename"))
    refuse_runaway(pattern, _place(path, element))
    try:
        re.compile(pattern)
    except (re.error, *UNUSABLE) as error:
        message = f"languagepattern {shown(pattern)} is not a valid regex: {error}"
        raise _fault(message, path, element) from error
    if name not in by_name:
        raise _fault(f"no <languagerule> is named {name!r}", path, element)
    return PatternGroup(locales=pattern, rules=tuple(by_name[name]))


def _attribute(element: etree._Element, name: str, path: str) -> str:
    value = element.get(name)
    if value is None:
        raise _fault(f"<{etree.QName(element).localname}> has no {name}", path, element)
    return value


def _place(path: str, element: etree._Element) -> Place:
    line: object = element.sourceline
    return Place(path=path, line=line if isinstance(line, int) else None)


def _fault(message: str, path: str, element: etree._Element, hint: str | None = None) -> ProjectError:
    return ProjectError(message, place=_place(path, element), hint=hint)
