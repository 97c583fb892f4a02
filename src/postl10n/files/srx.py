"""Parsing SRX 2.0, the exchange format of segmentation rules.

https://www.ttt.org/oscarstandards/srx/srx20.html
"""

from __future__ import annotations

import re
from xml.parsers import expat

from postl10n.errors import Place, ProjectError
from postl10n.stages.segment.patterns import PatternRule, vet
from postl10n.stages.segment.user_rules import PatternGroup, UserRules


def parse_srx(data: bytes, path: str) -> UserRules:
    """Return the patterns of an SRX file, in file order.

    Raises ProjectError with `path` and line for malformed XML, a DOCTYPE, a rule that is not a valid regular
    expression or is certain to backtrack without end, and a map that names missing rules.
    """
    reader = _Reader(path)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ProjectError(
            f"broken XML: {expat.ErrorString(error.code)}",
            place=Place(path=path, line=error.lineno, column=error.offset + 1),
        ) from error
    return reader.rules()


class _Reader:
    """Collects rules during parsing."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._cascade = True
        self._by_name: dict[str, list[PatternRule]] = {}
        self._maps: list[tuple[str, str, Place]] = []
        self._open: list[PatternRule] | None = None
        self._breaks = True
        self._texts = {"beforebreak": "", "afterbreak": ""}
        self._inside: str | None = None
        self._rule_place = Place(path=path)
        self._seen_root = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def rules(self) -> UserRules:
        groups: list[PatternGroup] = []
        for pattern, name, place in self._maps:
            if name not in self._by_name:
                raise ProjectError(f"no <languagerule> is named {name!r}", place=place)
            groups.append(PatternGroup(locales=pattern, rules=tuple(self._by_name[name])))
        return UserRules(patterns=tuple(groups), cascade=self._cascade)

    def _here(self) -> Place:
        return Place(path=self._path, line=self.parser.CurrentLineNumber)

    def _fault(self, message: str, hint: str | None = None) -> ProjectError:
        return ProjectError(message, place=self._here(), hint=hint)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, subset: int) -> None:
        """Accept a reference to a document type, which is never fetched; definitions could be bombs."""
        if subset:
            hint = "Remove the brackets with their content, or the whole <!DOCTYPE …>."
            raise self._fault("an SRX file with definitions of its own is not read", hint=hint)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if not self._seen_root:
            self._seen_root = True
            if name != "srx":
                raise self._fault(f"<{name}> where <srx> is expected")
        if name == "header":
            self._cascade = attributes.get("cascade", "yes") == "yes"
        elif name == "languagerule":
            self._open = self._by_name.setdefault(self._attribute(name, attributes, "languagerulename"), [])
        elif name == "languagemap":
            self._map(attributes)
        elif name == "rule":
            self._start_rule(attributes)
        elif name in self._texts:
            self._inside = name

    def _start_rule(self, attributes: dict[str, str]) -> None:
        said = attributes.get("break", "yes")
        if said not in {"yes", "no"}:
            raise self._fault(f'<rule break="{said}">', hint="It is yes or no.")
        if self._open is None:
            raise self._fault("<rule> outside <languagerule>")
        self._breaks = said == "yes"
        self._rule_place = self._here()
        self._texts = dict.fromkeys(self._texts, "")

    def _map(self, attributes: dict[str, str]) -> None:
        pattern = self._attribute("languagemap", attributes, "languagepattern")
        try:
            re.compile(pattern)
        except re.error as error:
            raise self._fault(f"languagepattern {pattern!r} is not a valid regex: {error.msg}") from error
        self._maps.append(
            (pattern, self._attribute("languagemap", attributes, "languagerulename"), self._here())
        )

    def _attribute(self, element: str, attributes: dict[str, str], name: str) -> str:
        if name not in attributes:
            raise self._fault(f"<{element}> has no {name}")
        return attributes[name]

    def _characters(self, text: str) -> None:
        if self._inside:
            self._texts[self._inside] += text

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == self._inside:
            self._inside = None
        elif name == "languagerule":
            self._open = None
        elif name == "rule" and self._open is not None:
            rule = PatternRule(
                before=self._texts["beforebreak"],
                after=self._texts["afterbreak"],
                breaks=self._breaks,
                place=self._rule_place,
            )
            vet(rule)
            self._open.append(rule)
