"""Fit the weights by which articles are read, from development pages, and write them into the package.

The pages: banks of shapes and goldens of the tests, and where it lies beside the project the set of real pages with
gold bodies. Needs numpy, and inscriptis to make saved text of them. With `--folds 5` it measures instead: weights from
four fifths of the pages, figures from the fifth, in turn.

Pages whose bodies people marked are added with `--marked`: folders of the article-extraction-benchmark (ground-truth.json
beside html/) or of trafilatura's tests (evaldata.json: texts that are of the body, and others that are not). Only the half
of them whose names hash to even numbers is read; the other half judges.

python scripts/reading_weights.py [--folds N] [--shared FOLDER] [--marked FOLDER …] [--only blocks]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import html
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

try:
    import inscriptis
except ImportError:
    inscriptis = None

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.shapes import Shape, shapes, squash  # noqa: E402

from postl10n.errors import ArticleError  # noqa: E402
from postl10n.lang.text.inline_tags import bare  # noqa: E402
from postl10n.lang.text.normalise import normalise  # noqa: E402
from postl10n.model.article import Line  # noqa: E402
from postl10n.stages.extract import declared_locale, extract  # noqa: E402
from postl10n.stages.extract import judge as judging  # noqa: E402
from postl10n.stages.extract.crawled import pieces_of  # noqa: E402
from postl10n.stages.extract.dateline import date_of  # noqa: E402
from postl10n.stages.extract.evidence import Piece, evidence  # noqa: E402
from postl10n.stages.extract.html import judge_page  # noqa: E402
from postl10n.stages.extract.judge import Weights, headline_signs  # noqa: E402
from postl10n.stages.extract.surroundings import Signs  # noqa: E402

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_STEPS, _RATE, _DECAY = 200, 0.2, 0.0003
_CHUNK = 120
_TOLD = 0.8
_PARTLY, _SHAPE = 0.5, 2.5
_LEAN = 0.25
"""Added to the odds of each piece: a text that is lost costs a reader more than a line that is let in."""
_JUDGES = ("marked",)
"""Banks that no weight is fitted on."""
WEIGHTS = ROOT / "src" / "postl10n" / "stages" / "extract" / "data" / "weights.toml"


@dataclass(kw_only=True)
class Sample:
    """A page: its pieces with their signs and, for each, True if it belongs to the body."""

    name: str
    kind: str
    pieces: list[Piece]
    signs: list[Signs]
    body: list[bool | None]
    """None where nobody has marked what it is."""
    gold: str = ""
    share: float = 1.0
    title: str = ""
    names: tuple[str, ...] = ()
    page: str = ""
    guessed: Sequence[bool] = ()
    """The body as it is read now, where not all of it is marked."""


def visible(page: str) -> str:
    page = re.sub(r"(?s)<(script|style|noscript)\b.*?</\1>|<!--.*?-->", " ", page)
    inline = r"</?(?:a|b|i|em|strong|span|font|u|sup|sub|code|abbr)\b"
    return html.unescape(re.sub(r"<[^>]*>", lambda m: "" if re.match(inline, m[0]) else "\n", page))


def _long_spans(flat: Sequence[str], text: str) -> list[tuple[int, int] | None]:
    """Return where long pieces stand in the gold text."""
    spans: list[tuple[int, int] | None] = [None] * len(flat)
    at = 0
    for i, one in enumerate(flat):
        if len(one) >= 40 or (len(one) >= 12 and re.search(r"[\u3040-\u9fff]", one)):
            found = text.find(one[:200], at)
            if found < 0 and len(one) > 120:
                found = text.find(one[20:80], at)
            if found >= 0:
                spans[i] = (found, found + len(one))
                at = found
    return spans


def aligned(pieces: Sequence[Piece], gold: str) -> list[bool]:
    """Return for each piece whether it is in the gold text, in its order: long ones first, short ones between them."""
    text = squash(gold)
    flat = [squash(piece.text) for piece in pieces]
    spans = _long_spans(flat, text)
    low = 0
    for i, one in enumerate(flat):
        if spans[i] is not None:
            low = max(low, spans[i][1] - 3)
            continue
        later = next((span[0] for span in spans[i + 1 : i + 40] if span), None)
        high = later + 3 if later is not None else low + 160
        if one and low:
            found = text.find(one, max(0, low), max(low, min(high, low + 2500)) + len(one))
        elif one and not any(spans) and len(text) < 400:
            found = text.find(one)
        elif one:
            found = text.find(one, 0, high + len(one)) if later is not None and later < 400 else -1
        else:
            found = -1
        if found >= 0:
            spans[i] = (found, found + len(one))
            low = found + len(one)
    return [span is not None for span in spans]


def overlap(gold: str, found: str) -> float:
    want, have = Counter(WORD.findall(gold.casefold())), Counter(WORD.findall(found.casefold()))
    if not want:
        return float(not have)
    same = (want & have).total()
    p, r = same / max(1, have.total()), same / want.total()
    return 2 * p * r / (p + r) if p + r else 0.0


def _parts(sample: Sample) -> Iterator[Sample]:
    """Yield a page in parts of a length that many pages have, so that they can be fitted side by side."""
    count = len(sample.signs)
    for at in range(0, count, _CHUNK):
        cut = slice(at, at + _CHUNK)
        share = sample.share * len(sample.signs[cut]) / count**0.5
        yield replace(
            sample, pieces=sample.pieces[cut], signs=sample.signs[cut], body=sample.body[cut], share=share
        )


class Chain:
    """A linear-chain model of two states, fitted by gradient ascent over padded pages; labels may be missing."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self.weights = np.zeros(len(names))
        self.moves = np.zeros((2, 2, 2))

    def matrix(self, samples: Sequence[Sample]) -> tuple[np.ndarray, ...]:
        where = {name: at for at, name in enumerate(self.names)}
        longest = _CHUNK
        x = np.zeros((len(samples), longest, len(self.names)), dtype=np.float32)
        allowed = np.zeros((len(samples), longest, 2))
        mask = np.zeros((len(samples), longest), dtype=bool)
        kin = np.zeros((len(samples), longest), dtype=int)
        for i, sample in enumerate(samples):
            for j, signs in enumerate(sample.signs):
                kin[i, j] = "kin" in signs
                for name, value in signs.items():
                    if name in where:
                        x[i, j, where[name]] = value
                if sample.body[j] is not None:
                    allowed[i, j, 1 - sample.body[j]] = -1e6
            mask[i, : len(sample.body)] = True
        return x, allowed, mask, kin

    def fit(self, whole: Sequence[Sample]) -> None:
        samples = [part for sample in whole for part in _parts(sample)]
        x, allowed, mask, kin = self.matrix(samples)
        share = np.array([s.share for s in samples])
        share *= len(samples) / share.sum()
        flat = x[mask]
        rows = np.nonzero(mask)[0]
        weigh = (share / mask.sum(1))[:, None, None, None]
        open_ = np.array([None in sample.body for sample in samples])
        # Where all is marked, what is expected of the marked page does not depend on the weights.
        nothing, free = np.zeros_like(mask, dtype=float), np.zeros_like(allowed)
        seen, moved = self._expected(nothing, allowed, mask, kin)
        mean, square = np.zeros(len(self.weights) + 8), np.zeros(len(self.weights) + 8)
        for steps in range(1, _STEPS + 1):
            odds = nothing.copy()
            odds[mask] = flat @ self.weights.astype(np.float32)
            marginal, pairs = self._expected(odds, free, mask, kin)
            if open_.any():
                chosen = (one[open_] for one in (odds, allowed, mask, kin))
                seen[open_], moved[open_] = self._expected(*chosen)
            error = (seen - marginal)[mask] * share[rows] / mask.sum(1)[rows]
            gradient = np.concatenate([flat.T @ error, ((moved - pairs) * weigh).sum(0).ravel()]) / len(
                samples
            )
            gradient -= _DECAY * np.concatenate([self.weights, self.moves.ravel()])
            mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
            move = _RATE * (mean / (1 - 0.9**steps)) / (np.sqrt(square / (1 - 0.99**steps)) + 1e-8)
            self.weights += move[:-8]
            self.moves += move[-8:].reshape(2, 2, 2)

    def _expected(
        self, odds: np.ndarray, allowed: np.ndarray, mask: np.ndarray, kin: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return how likely each piece is the body's, and how often each page moves from state to state, of each kind."""
        score = allowed.copy()
        score[..., 1] += odds
        own = np.exp(score - score.max(-1, keepdims=True)).transpose(1, 2, 0)
        move = np.exp(self.moves - self.moves.max())[kin].transpose(1, 2, 3, 0)
        inside = mask.T
        forward, back = np.zeros_like(own), np.ones_like(own)
        forward[0] = own[0] / own[0].sum(0)
        longest = len(own)
        for t in range(1, longest):
            step = (forward[t - 1, 0] * move[t, 0] + forward[t - 1, 1] * move[t, 1]) * own[t]
            forward[t] = np.where(inside[t], step / step.sum(0), forward[t - 1])
        for t in range(longest - 2, -1, -1):
            last = own[t + 1] * back[t + 1]
            step = move[t + 1, :, 0] * last[0] + move[t + 1, :, 1] * last[1]
            back[t] = np.where(inside[t + 1], step / step.sum(0), 1.0)
        both = forward * back
        marginal = (both[:, 1] / both.sum(1)).T
        joint = forward[:-1, :, None] * move[1:] * (own[1:] * back[1:])[:, None]
        joint *= (inside[1:] / joint.sum((1, 2)))[:, None, None]
        close = kin.T[1:, None, None]
        pairs = np.stack([(joint * (1 - close)).sum(0), (joint * close).sum(0)])
        return marginal, pairs.transpose(3, 0, 1, 2)


def fit_headline(candidates: Sequence[tuple[list[Signs], int]]) -> dict[str, float]:
    """Return the weights under which the right one of each page's candidates is the likeliest."""
    names = sorted({name for signs, _ in candidates for one in signs for name in one})
    where = {name: at for at, name in enumerate(names)}
    pages = []
    for signs, right in candidates:
        x = np.zeros((len(signs), len(names)))
        for i, one in enumerate(signs):
            for name, value in one.items():
                x[i, where[name]] = value
        pages.append((x, right))
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, _STEPS + 1):
        gradient = -_DECAY * 3 * weights
        for x, right in pages:
            score = x @ weights
            share = np.exp(score - np.logaddexp.reduce(score))
            gradient += (x[right] - share @ x) / len(pages)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights += _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def headlines(samples: Sequence[Sample]) -> list[tuple[list[Signs], int]]:
    """Return the candidates of each page with the index of the right one."""
    found = []
    for sample in samples:
        for body in (sample.guessed or sample.body,):
            wanted = squash(sample.title)
            candidates = headline_signs(
                sample.pieces,
                sample.signs,
                body,
                names=sample.names,
                is_dated=lambda text: date_of(text, 0, "en") is not None,
            )
            keys = list(candidates)
            right = [i for i, at in enumerate(keys) if squash(sample.pieces[at].text) == wanted]
            if wanted and right:
                found.append(([candidates[at] for at in keys], right[-1]))
    return found


def fit(samples: Sequence[Sample]) -> Weights:
    used = [sample for sample in samples if sample.pieces]
    chain = Chain(sorted({name for sample in used for one in sample.signs for name in one}))
    chain.fit(used)
    body = {name: round(float(weight), 3) for name, weight in zip(chain.names, chain.weights, strict=True)}
    body["always"] = round(body["always"] + _LEAN, 3)
    follows, kin = chain.moves.round(3).tolist()
    # Hardly any page of the set has a question as its headline, or a detail's name above it.
    headline = fit_headline(headlines(used)) | {"asks": 1.0, "titled-1": 6.0}
    return Weights(body=body, headline=headline, follows=follows, kin=kin)


def lines_of(text: str) -> list[Piece]:
    numbered = enumerate(text.split("\n"), start=1)
    return pieces_of([Line(text=folded, line=at) for at, raw in numbered if (folded := normalise(raw))])


def shape_samples() -> Iterator[Sample]:
    """Yield the shapes and goldens as crawled text."""
    tests = ROOT / "tests" / "stages" / "extract" / "data"
    for shape in known_shapes("txt"):
        pieces = lines_of(shape.page)
        body = shape_body(shape, pieces)
        yield sample("shape", shape.name, pieces, body, shape.right["title"], share=_SHAPE)
    for path in sorted((tests / "sites").glob("*.txt")):
        golden = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        pieces = lines_of(path.read_text(encoding="utf-8"))
        held = {squash(text) for _, text in golden["blocks"]}
        body = [squash(piece.text) in held for piece in pieces]
        yield sample("golden", path.stem, pieces, body, golden["title"], share=5.0)


def golden_samples() -> Iterator[tuple[str, Sample]]:
    """Yield the goldens of small pages, each with its kind."""
    data = ROOT / "tests" / "stages" / "extract" / "data"
    for path in (*sorted(data.glob("*.txt")), *sorted(data.glob("*.html"))):
        golden = path.with_suffix(".json") if path.suffix == ".txt" else path.with_name(f"{path.name}.json")
        known = json.loads(golden.read_text(encoding="utf-8"))
        out = {line for line, *_ in known["boilerplate"]}
        heads = {known[key][0] for key in ("title", "subtitle", "dateline") if known.get(key)}
        held = {line for first, last, *_ in known["blocks"] for line in range(first, last + 1)} - out - heads

        def body(pieces: Sequence[Piece], held: set[int] = held) -> list[bool]:
            return [piece.line in held for piece in pieces]

        page, title = path.read_text(encoding="utf-8"), known["title"][1]
        if path.suffix == ".txt":
            pieces = lines_of(page)
            yield "lines", sample("golden", path.stem, pieces, body(pieces), title, share=5.0)
        else:
            yield "blocks", html_sample("golden", path.stem, page, body, title, share=5.0)


def case_samples(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.glob("cases/articles/cases/*.json")):
        case = json.loads(path.read_text("utf-8"))
        if not case["file"].endswith(".txt") or not case.get("body") or not case.get("title"):
            continue
        pieces = lines_of((path.parent / case["file"]).read_text("utf-8"))
        at = next((i for i, piece in enumerate(pieces) if squash(case["title"]) in squash(piece.text)), -1)
        out = {squash(one) for one in case.get("aside", [])}
        body = [
            i > at
            and (piece.text[-1] in '.。"”।' or len(piece.text) > 60)
            and squash(piece.text) not in out
            and date_of(piece.text, 0, case["locale"] or "en") is None
            for i, piece in enumerate(pieces)
        ]
        yield sample("case", path.stem, pieces, body, case["title"], share=2.0)


def sample(kind: str, name: str, pieces: list[Piece], body: list[bool], title: str, **more: Any) -> Sample:
    signs = more.pop("signs", None) or evidence(pieces)
    return Sample(kind=kind, name=name, pieces=pieces, signs=signs, body=body, title=title, **more)


def plain(samples: Sequence[Sample]) -> Iterator[Sample]:
    """Yield small pages from the texts of others, some cut short, with a little of a site around them."""
    for at, one in enumerate(samples):
        own = [piece.text for piece, body in zip(one.pieces, one.body, strict=True) if body][: 1 + at % 9]
        if not own or not one.title:
            continue
        if at % 2:
            own = [
                " ".join(text.split()[: 1 + (at + i) % 5]).rstrip(".,:") + "." * (i % 2)
                for i, text in enumerate(own)
            ]
        title = normalise(one.title)
        if "html" in one.signs[0]:
            inner = "".join(
                f"<p>{html.escape(text)}</p>" if i % 4 else f"<h2>{html.escape(text)}</h2>"
                for i, text in enumerate(own, at)
            )
            page = f"<header>Post</header><nav><a href=/>Home</a></nav>{'<article>' * (at % 3 > 0)}"
            page += f"<h1>{html.escape(title)}</h1>{inner}"
            page += f"{'</article>' * (at % 3 > 0)}"
            page += f"<div class=share><a href=/>Share</a></div><footer>{'© ' * (at % 2)}Post</footer>"
            texts = {squash(text) for text in own}
            yield html_sample(
                "plain",
                one.name,
                page,
                lambda pieces, texts=texts: [squash(piece.text) in texts for piece in pieces],
                title,
                share=0.3,
            )
        else:
            pieces = [Piece(text=title, line=1), *(Piece(text=text, line=2, gap=at % 4 > 1) for text in own)]
            furniture = [Piece(text="Share this page", line=3), Piece(text="© Sample Post", line=3)]
            yield sample(
                "plain",
                one.name,
                [*pieces, *furniture],
                [False, *[True] * len(own), False, False],
                title,
                share=0.3,
            )


def html_sample(
    kind: str, name: str, page: str, body: Callable[[list[Piece]], list[bool]], title: str, **more: Any
) -> Sample:
    read = judge_page(page, "en")
    names = (*read.head.titles, *read.head.parts)
    own = body(read.pieces)
    more["guessed"] = read.said.body if None in own else ()
    return sample(kind, name, read.pieces, own, title, names=names, page=page, signs=read.said.signs, **more)


def shape_pages() -> Iterator[Sample]:
    """Yield the shapes in HTML."""
    for shape in known_shapes("html"):
        own = partial(shape_body, shape)
        yield html_sample("shape", shape.name, shape.page, own, shape.right["title"], share=_SHAPE)


def known_shapes(ending: str) -> Iterator[Shape]:
    """Yield the shapes with an ending, of the banks that are tuned on."""
    for path in sorted((ROOT / "tests" / "stages" / "extract" / "data" / "shapes").glob("*.txt")):
        if path.stem not in _JUDGES:
            yield from (one for one in shapes(path) if one.ending == ending)


def shape_body(shape: Shape, pieces: Sequence[Piece]) -> list[bool]:
    """Return what of a shape is body: from its first to its last text, without what stays out."""
    flat = [squash(piece.text) for piece in pieces]
    first = next(i for i, one in enumerate(flat) if one.startswith(squash(shape.right["first"])))
    last = max(i for i, one in enumerate(flat) if one.endswith(squash(shape.right["last"])))
    out = {squash(one) for one in shape.aside}
    return [first <= i <= last and one not in out for i, one in enumerate(flat)]


def real_pages(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, page, gold body and gold title of the real pages."""
    for path in sorted(one for one in folder.glob("bench/articles/readability/*") if one.is_dir()):
        title = json.loads((path / "expected-metadata.json").read_text("utf-8")).get("title") or ""
        page = (path / "source.html").read_text("utf-8", errors="replace")
        yield path.name, page, visible((path / "expected.html").read_text("utf-8")), title


def marked_pages(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, page, gold body and title of the pages for development of the article-extraction-benchmark."""
    known = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, right in sorted(known.items()):
        if for_development(name):
            packed = (folder / "html" / f"{name}.html.gz").read_bytes()
            page = gzip.decompress(packed).decode("utf-8", "replace")
            yield name, page, right["articleBody"], ""


def partly_marked_pages(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield name, page and what is known of it, of the pages for development of trafilatura's tests."""
    known = json.loads((folder / "evaldata.json").read_text("utf-8"))
    for address, right in sorted(known.items()):
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        path = next(one for one in (folder / "cache", folder / "eval") if (one / right["file"]).exists())
        if for_development(name):
            yield name, (path / right["file"]).read_text("utf-8", errors="replace"), right


def for_development(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0


def partly(pieces: Sequence[Piece], right: dict[str, Any]) -> list[bool | None]:
    """Return which pieces hold a text that is known to be of the body, or of something else."""
    own, other = ([squash(one) for one in right[key]] for key in ("with", "without"))
    found: list[bool | None] = []
    for piece in pieces:
        text = squash(piece.text)
        is_own = any(one in text for one in own if one)
        found.append(True if is_own else False if any(one in text for one in other if one) else None)
    return found


def pages_of(folder: Path, marked: Sequence[Path] = ()) -> dict[str, list[Sample]]:
    """Return the samples of each kind: `lines` of saved text, `blocks` of HTML."""
    lines, blocks = [*shape_samples(), *case_samples(folder)], [*shape_pages()]
    for kind, golden in golden_samples():
        (lines if kind == "lines" else blocks).append(golden)
    whole = [one for more in marked if (more / "ground-truth.json").exists() for one in marked_pages(more)]
    for more in marked:
        for name, page, right in partly_marked_pages(more) if (more / "evaldata.json").exists() else ():
            title = right.get("title") or ""
            block = html_sample("partly", name, page, partial(partly, right=right), title, share=_PARTLY)
            blocks.append(block)
            saved = lines_of(inscriptis.get_text(page)) if page.strip() else []
            if saved:
                said = judging.judge(saved)
                more = {"signs": said.signs, "share": _PARTLY, "guessed": said.body}
                lines.append(sample("partly", name, saved, partly(saved, right), title, **more))
    for name, page, gold, title in (*real_pages(folder), *whole):
        blocks.append(html_sample("real", name, page, partial(aligned, gold=gold), title, gold=gold))
        text = inscriptis.get_text(page) if inscriptis else ""
        if saved := lines_of(text):
            lines.append(sample("real", name, saved, aligned(saved, gold), title, gold=gold, page=text))
    return {"lines": lines, "blocks": blocks}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--folds", type=int, default=0)
    ap.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    ap.add_argument("--marked", type=Path, nargs="*", default=[])
    ap.add_argument(
        "--only", choices=("lines", "blocks"), help="the weights that are fitted; the others stay"
    )
    asked = ap.parse_args()
    kinds = pages_of(asked.shared, asked.marked)
    if asked.folds:
        for kind, samples in kinds.items():
            measure(kind, samples, asked.folds)
        return
    fitted = {
        kind: fit([*samples, *plain([one for one in samples if None not in one.body])])
        for kind, samples in kinds.items()
    }
    WEIGHTS.write_text(written(fitted), encoding="utf-8")


def measure(kind: str, samples: Sequence[Sample], folds: int) -> None:
    """Print figures of the real pages, each read with weights from the other folds."""
    real = [one for one in samples if one.kind == "real"]
    random.Random(1).shuffle(real)  # noqa: S311 - folds, no secrets
    scores, titles = [], []
    for fold in range(folds):
        rest = [one for at, one in enumerate(real) if at % folds != fold]
        weights = fit([*rest, *plain(rest), *(one for one in samples if one.kind != "real")])
        with patch.object(judging, "shipped_weights", lambda _, fitted=weights: fitted):
            found = [read_page(one, "txt" if kind == "lines" else "html") for one in real[fold::folds]]
        for one, (title, text) in zip(real[fold::folds], found, strict=True):
            scores.append(overlap(one.gold, text))
            titles += [squash(title) == squash(one.title)] if one.title else []
            if scores[-1] < _TOLD:
                print(f"   {one.name}: F1 {scores[-1]:.2f}")
    print(
        f"{kind}: {len(real)} pages, F1 {sum(scores) / len(real):.3f}, titles {sum(titles) / len(titles):.2f}",
        flush=True,
    )


def read_page(one: Sample, ending: str) -> tuple[str, str]:
    """Return headline and body as the package reads them; empty for a page that it refuses."""
    path = f"x.{ending}"
    try:
        page = extract(one.page, article_id="x", path=path, locale=declared_locale(one.page, path) or "en")
    except ArticleError:
        return "", ""
    heads = [page.subtitle.text] if page.subtitle else []
    return page.title.text, "\n".join(bare(text) for text in (*heads, *(block.text for block in page.blocks)))


def listed(moves: Sequence[Sequence[float]]) -> list[list[float]]:
    return [list(one) for one in moves]


def written(fitted: dict[str, Weights]) -> str:
    """Return the weights as TOML."""
    lines = [
        "# Weights of the signs by which articles are read (evidence.py, judge.py), in natural logarithms.",
        "# Written by scripts/reading_weights.py; not to be edited by hand.",
    ]
    for kind, weights in fitted.items():
        lines += ["", f"[{kind}]", f"follows = {listed(weights.follows)}", f"kin = {listed(weights.kin)}"]
        for name, table in (("body", weights.body), ("headline", weights.headline)):
            lines += ["", f"[{kind}.{name}]"]
            lines += [f'"{key}" = {value}' for key, value in sorted(table.items()) if abs(value) >= 0.02]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
