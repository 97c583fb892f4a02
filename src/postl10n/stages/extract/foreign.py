"""SVG and MathML in a page: where a drawing or a formula ends, by the rules of the HTML standard.

Their elements are told apart no further: a drawing is set aside as a whole, and a formula is text of its block.
https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign
"""

from __future__ import annotations

from postl10n.stages.extract.tokens import FOREIGN, VOID, HtmlToken, names

_BREAKS_OUT = names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu "
    "meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
"""Start tags that end a drawing or a formula, whatever is open in it."""
_ENDS_BREAK_OUT = frozenset({"p", "br"})
"""End tags that do so too."""
_FONT = frozenset({"color", "face", "size"})
"""Attributes with which `<font>` does."""
_HOLDS_HTML = {"svg": names("foreignobject desc title"), "math": names("mi mo mn ms mtext")}
"""Elements of each in which HTML may stand."""
_STAYS_MATH = names("mglyph malignmark")
_HTML_ENCODINGS = frozenset({"text/html", "application/xhtml+xml"})
_SEARCHED = 200
"""Open elements among which the one to close is looked for, so that the search stays linear."""


class Foreign:
    """The elements that are open from the outermost `<svg>` or `<math>` inward; none where HTML is read."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str, bool]] = []
        """Each name, the root that says what it means, and whether HTML may stand in the element."""

    def __bool__(self) -> bool:
        return bool(self._open)

    @property
    def rules(self) -> bool:
        """Whether the next tag is read by the rules of SVG and MathML, not by those of HTML."""
        return bool(self._open) and not self._open[-1][2]

    def start(self, token: HtmlToken) -> bool:
        """Whether a start tag belongs to the drawing or formula, be it as its root; if not, it ends there."""
        if not self._open and token.value not in FOREIGN:
            return False
        if self.rules and _breaks_out(token):
            self._break_out()
            if not self._open:
                return False
        if self.rules or token.value in _STAYS_MATH:
            root = self._open[-1][1]
            self._enter(token, root, holds_html=_holds_html(token, root))
        elif token.value in FOREIGN:
            self._enter(token, token.value, holds_html=False)
        elif token.value not in VOID:
            self._enter(token, self._open[-1][1], holds_html=True)
        return True

    def end(self, name: str) -> bool:
        """Whether an end tag closes one of the elements."""
        if self.rules and name in _ENDS_BREAK_OUT:
            self._break_out()
        for at in range(len(self._open) - 1, max(-1, len(self._open) - _SEARCHED), -1):
            if self._open[at][0] == name:
                del self._open[at:]
                return True
        return False

    def leave(self) -> None:
        """An element around it ends."""
        self._open.clear()

    def _break_out(self) -> None:
        while self.rules:
            self._open.pop()

    def _enter(self, token: HtmlToken, root: str, *, holds_html: bool) -> None:
        if not token.empty:
            self._open.append((token.value, root, holds_html))


def _breaks_out(token: HtmlToken) -> bool:
    if token.value == "font":
        return any(name in _FONT for name, _ in token.attributes)
    return token.value in _BREAKS_OUT


def _holds_html(token: HtmlToken, root: str) -> bool:
    if token.value == "annotation-xml":
        return dict(token.attributes).get("encoding", "").lower() in _HTML_ENCODINGS
    return token.value in _HOLDS_HTML[root]
