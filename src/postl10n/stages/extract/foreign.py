"""SVG and MathML in a page: finding the end of a drawing or a formula, by the rules of the HTML standard.

Their elements are not distinguished further: a drawing is left out as a whole, a formula is text of its block.
https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign
"""

from __future__ import annotations

from postl10n.stages.extract.tables import table
from postl10n.stages.extract.tokens import FOREIGN, VOID, HtmlToken, names

_BREAKS_OUT = names(table("html")["elements"]["breaks_out"])
_ENDS_BREAK_OUT = frozenset({"p", "br"})
"""End tags that also end it."""
_FONT = frozenset({"color", "face", "size"})
"""Attributes with which `<font>` also ends it."""
_HOLDS_HTML = {"svg": names("foreignobject desc title"), "math": names("mi mo mn ms mtext")}
"""Elements of each that may contain HTML."""
_STAYS_MATH = names("mglyph malignmark")
_HTML_ENCODINGS = frozenset({"text/html", "application/xhtml+xml"})
_SEARCHED = 200
"""The maximum number of open elements searched for the one to close, so that parsing stays linear."""


class Foreign:
    """The open elements from the outermost `<svg>` or `<math>` inward; none while HTML is parsed."""

    def __init__(self, *, known: bool = True) -> None:
        """known: False leaves every element to HTML's rules."""
        self._known = known
        self.open: list[tuple[str, str, bool]] = []
        """For each element its name, the root that defines the name, and True if it may contain HTML."""

    @property
    def rules(self) -> bool:
        """True if the next tag follows the rules of SVG and MathML, not those of HTML."""
        return bool(self.open) and not self.open[-1][2]

    def start(self, token: HtmlToken) -> bool:
        """Process a start tag; return True if it belongs to the drawing or formula, as its root or inside; others end
        it.
        """
        if not self.open and not (self._known and token.value in FOREIGN):
            return False
        if self.rules and _breaks_out(token):
            self._break_out()
            if not self.open:
                return False
        if self.rules or token.value in _STAYS_MATH:
            root = self.open[-1][1]
            self._enter(token, root, holds_html=_holds_html(token, root))
        elif token.value in FOREIGN:
            self._enter(token, token.value, holds_html=False)
        elif token.value not in VOID:
            self._enter(token, self.open[-1][1], holds_html=True)
        return True

    def end(self, name: str) -> bool:
        """Process an end tag; return True if it closes one of the elements."""
        if self.rules and name in _ENDS_BREAK_OUT:
            self._break_out()
        for at in range(len(self.open) - 1, max(-1, len(self.open) - _SEARCHED), -1):
            if self.open[at][0] == name:
                del self.open[at:]
                return True
        return False

    def leave(self) -> None:
        """Leave the drawing or formula, because an element around it ends."""
        self.open.clear()

    def _break_out(self) -> None:
        while self.rules:
            self.open.pop()

    def _enter(self, token: HtmlToken, root: str, *, holds_html: bool) -> None:
        if not token.empty:
            self.open.append((token.value, root, holds_html))


def _breaks_out(token: HtmlToken) -> bool:
    if token.value == "font":
        return any(name in _FONT for name, _ in token.attributes)
    return token.value in _BREAKS_OUT


def _holds_html(token: HtmlToken, root: str) -> bool:
    if token.value == "annotation-xml":
        return dict(token.attributes).get("encoding", "").lower() in _HTML_ENCODINGS
    return token.value in _HOLDS_HTML[root]
