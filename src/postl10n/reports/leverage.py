"""The leverage report: what pre-translation found, by which translators are paid; one HTML file that needs nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from html import escape
from types import MappingProxyType

from postl10n.lang.locales import bcp47, direction, endonym
from postl10n.model.memory import Amount, PretranslateReport

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "context": "Exact, in context",
        "exact": "Exact",
        "normalised": "Exact but for figures, dates or names",
        "95-99": "Fuzzy 95–99 %",
        "85-94": "Fuzzy 85–94 %",
        "75-84": "Fuzzy 75–84 %",
        "50-74": "Fuzzy 50–74 %",
        "machine": "Machine",
        "left": "Left",
    }
)
_STYLE = """\
:root { color-scheme: light dark; --paper: #fdfcf9; --ink: #17202a; --soft: #55606c; --rule: #ddd9cf; --bar: #0b5d49; }
@media (prefers-color-scheme: dark) {
:root { --paper: #12171c; --ink: #e6e4de; --soft: #a3adb7; --rule: #323c46; --bar: #7fd0b4; } }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
h1, h2 { line-height: 1.25; text-wrap: balance; }
h2 { margin-top: 2.5rem; border-top: 2px solid var(--rule); padding-top: 1rem; font-size: 1.25rem; }
h2 small { color: var(--soft); font-weight: 400; }
.soft { color: var(--soft); font-size: .875rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .75rem 0; }
caption { text-align: start; color: var(--soft); font-size: .875rem; }
th, td { text-align: start; padding: .3rem .7rem; border-bottom: 1px solid var(--rule); }
td.n, th.n { text-align: end; white-space: nowrap; }
tfoot th, tfoot td { border-top: 2px solid var(--rule); font-weight: 600; }
meter { width: 7rem; }
@media print {
:root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --rule: #bbb; }
body { max-width: none; padding: 0; font-size: 10pt; }
table, tr { break-inside: avoid; } h2 { break-after: avoid; } }
"""


def html(report: PretranslateReport, *, project: str, dry_run: bool, today: datetime.date) -> str:
    """The report as one document; every text of strangers is escaped."""
    title = escape(f"Leverage: {project}" if project else "Leverage")
    told = "what would be found; nothing was written and no engine asked" if dry_run else "what was filled in"
    body = "".join(_body(report))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f'<p class="soft">Made on {today.isoformat()} by postl10n: {told}. Segments and source words of entries'
        f" that had no translation.</p>\n{body}</body>\n</html>\n"
    )


def _body(report: PretranslateReport) -> Iterator[str]:
    for notice in report.notices:
        yield f"<p>{escape(notice)}</p>\n"
    for reason, count in sorted(report.discarded().items()):
        yield f"<p>Discarded answers of engines, {escape(reason)}: {count}</p>\n"
    for currency, amount in report.cost.items():
        yield f"<p>Cost of engines: {amount:.4f} {escape(currency)}</p>\n"
    yield from _overview(report.by_locale())
    for locale, bands in report.by_locale().items():
        yield (
            f'<h2><bdi lang="{escape(bcp47(locale))}" dir="{direction(locale)}">{escape(endonym(locale))}</bdi>'
            f" <small>{escape(locale)}</small></h2>\n"
        )
        yield from _table("By kind of match", "Match", NAMES, bands)
        yield from _articles(report, locale)
        yield from _unknown(report.unknown().get(locale, {}))


def _overview(locales: Mapping[str, Mapping[str, Amount]]) -> Iterator[str]:
    """The words of each locale: found in the memory, drafted by a machine, left; nothing where there is but one."""
    if len(locales) < 2:
        return
    heads = "".join(
        f'<th scope="col" class="n">{name}</th>' for name in ("Words", "Memory", "Machine", "Left")
    )
    yield (
        '<div class="wide"><table>\n<caption>Words by locale</caption>\n'
        f'<thead><tr><th scope="col">Locale</th>{heads}</tr></thead>\n<tbody>\n'
    )
    for locale, bands in locales.items():
        words = sum(one.words for one in bands.values())
        machine, left = bands["machine"].words, bands["left"].words
        cells = "".join(
            f'<td class="n">{number}</td>' for number in (words, words - machine - left, machine, left)
        )
        yield f'<tr><th scope="row">{escape(locale)}</th>{cells}</tr>\n'
    yield "</tbody>\n</table></div>\n"


def _table(caption: str, heading: str, names: Mapping[str, str], rows: Mapping[str, Amount]) -> Iterator[str]:
    total = Amount(
        segments=sum(one.segments for one in rows.values()), words=sum(one.words for one in rows.values())
    )
    yield (
        f'<div class="wide"><table>\n<caption>{escape(caption)}</caption>\n<thead><tr><th scope="col">{heading}</th>'
        '<th scope="col" class="n">Segments</th><th scope="col" class="n">Words</th>'
        '<th scope="col" class="n">Share of words</th></tr></thead>\n<tbody>\n'
    )
    for key, amount in rows.items():
        share = amount.words / total.words if total.words else 0.0
        yield (
            f'<tr><th scope="row">{escape(names.get(key, key))}</th><td class="n">{amount.segments}</td>'
            f'<td class="n">{amount.words}</td><td class="n">{share:.0%} '
            f'<meter min="0" max="1" value="{share:.4f}" aria-hidden="true"></meter></td></tr>\n'
        )
    yield (
        f'</tbody>\n<tfoot><tr><th scope="row">Together</th><td class="n">{total.segments}</td>'
        f'<td class="n">{total.words}</td><td></td></tr></tfoot>\n</table></div>\n'
    )


def _articles(report: PretranslateReport, locale: str) -> Iterator[str]:
    """Yield a table of the segments left for a translator, by article."""
    left = {
        one.article: one.bands["left"]
        for one in report.catalogs
        if one.locale == locale and one.bands["left"].segments
    }
    if left:
        yield from _table("Left, by article", "Article", {}, left)


def _unknown(words: Mapping[str, int]) -> Iterator[str]:
    """The words that an engine left in its drafts as they were; each such draft has a comment that names its own."""
    if words:
        listed = ", ".join(
            f"<bdi>{escape(word)}</bdi>" + (f" ({count})" if count > 1 else "")
            for word, count in words.items()
        )
        yield f'<p class="soft">Words that the engine did not know and left as they were: {listed}</p>\n'
