"""Template merges beside msgmerge: CPU, recall, precision, losses, growth.

    python -m benchmarks.merge            sentences made here, msgmerge in the same run; under a minute
    python -m benchmarks.merge --large    one-word edits up to 60,000 entries as well (msgmerge: two minutes)

With `../shared/bench/catalogs` beside the repository its runner is called for ours too (20,000 real entries).
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from postl10n.files.po import new_po, parse_po, serialize_po
from postl10n.model.catalog import Catalog, Entry

SHARED = Path(__file__).parents[2] / "shared" / "bench" / "catalogs"
OURS = (sys.executable, "-m", "postl10n", "po", "merge", "old.po", "new.pot", "-o", "ours.po")
PEER = ("msgmerge", "-q", "--previous", "old.po", "new.pot", "-o", "peer.po")

# Stretches of sentences, `|` between them.
SUBJECTS = (
    "the operator|a postal clerk|every third customer|our regional office|the sorting machine|a courier|"
    "the ministry|this philatelic club|the night shift|an inspector|the museum|a village postman|the insurer"
)
VERBS = (
    "delivers|announces|repairs|postpones|weighs|prints|collects|forwards|insures|counts|reopens|inspects|"
    "celebrates|measures|returns|stores"
)
OBJECTS = (
    "registered letters|a series of stamps|the spring catalogue|heavy parcels|pension payments|the new lockers|"
    "express documents|old mailboxes|customs forms|gift vouchers|tracking numbers|the annual report"
)
PLACES = (
    "in the capital|near the border|at the railway station|behind the town hall|in remote villages|"
    "on the islands|along the river|inside the airport|at the central market"
)
TIMES = (
    "before noon|during the holidays|since last autumn|every other week|after the reform|"
    "until further notice|within two days|once a month"
)
REASONS = (
    "because demand grows|although tariffs rose|so that nobody waits|while the roof is mended|"
    "as the law demands|unless it snows|to save fuel"
)
SENTENCE = [stretch.split("|") for stretch in (SUBJECTS, VERBS, OBJECTS, PLACES, TIMES, REASONS)]
NEWS = (
    "Voters queued under umbrellas|The striker missed twice|Glaciers retreat faster than feared|"
    "Her novel won a prize|The court heard three witnesses|Farmers fear an early frost|"
    "Tickets for the opera sold out|The bridge hums in the wind"
)
ENDS = "|and nobody knows why|said an eyewitness|as experts had warned|to the delight of many|for the second time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A catalog, the template after its edits, and what should become of them."""

    old: Catalog
    new: Catalog
    wanted: dict[str, str]
    """The translation that each edited message should get."""
    unrelated: frozenset[str]


def sentences(chance: random.Random) -> Iterator[str]:
    """Different sentences without end."""
    seen: set[str] = set()
    while True:
        parts = [chance.choice(choices) for choices in SENTENCE]
        text = f"{' '.join(parts).capitalize()} (order {chance.randrange(9999)})."
        if text not in seen:
            seen.add(text)
            yield text


def one_word(text: str, chance: random.Random) -> str:
    words = text.split()
    words[chance.randrange(len(words))] = chance.choice(SENTENCE[1]) + "x"
    return " ".join(words)


def two_words(text: str, chance: random.Random) -> str:
    return one_word(one_word(text, chance), chance)


def clause(text: str, chance: random.Random) -> str:
    words = text.split()
    at = chance.randrange(1, len(words))
    return " ".join([*words[:at], ", as was said before,", *words[at:]])


def order(text: str, chance: random.Random) -> str:
    words = text.split()
    at = chance.randrange(3, len(words) - 3)
    return " ".join(words[at:] + words[:at])


Edit = Callable[[str, random.Random], str]


def make(size: int, edits: tuple[Edit, ...], seed: int, *, noise: bool) -> Case:
    """A case with 8 % edits; with noise 5 % deletions and 5 % unrelated messages too."""
    chance = random.Random(seed)
    made = sentences(chance)
    old = [Entry(msgid=next(made), msgstr=(f"Translation {n}",)) for n in range(size)]
    known = {entry.msgid for entry in old}
    news = [f"{a} {b} {n}" for n in range(size) for a in NEWS.split("|") for b in ENDS.split("|")][
        : size // 20
    ]
    new: list[str] = []
    wanted: dict[str, str] = {}
    unrelated: list[str] = []
    for entry in old:
        lot = chance.random()
        if noise and lot < 0.05:
            continue
        if noise and lot > 0.95 and news:
            unrelated.append(news.pop())
            new.append(unrelated[-1])
        edited = chance.choice(edits)(entry.msgid, chance) if 0.05 <= lot < 0.13 else entry.msgid
        if edited != entry.msgid and edited not in known:
            known.add(edited)
            wanted[edited] = entry.msgstr[0]
        new.append(edited if edited in wanted else entry.msgid)
    header = Entry(msgid="", msgstr=("Content-Type: text/plain; charset=UTF-8\nLanguage: be\n",))
    template = tuple(Entry(msgid=text) for text in dict.fromkeys(new))
    return Case(
        old=Catalog(header=header, entries=tuple(old)),
        new=Catalog(header=header, entries=template),
        wanted=wanted,
        unrelated=frozenset(unrelated),
    )


def cpu_of(command: tuple[str, ...], folder: Path) -> float:
    """Seconds of CPU, of all threads."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def judged(case: Case, merged: Path) -> str:
    catalog = parse_po(merged.read_bytes()).catalog
    got = catalog.by_key()
    answers = {text: got[None, text] for text in case.wanted}
    right = sum(answers[text].msgstr[0] == target for text, target in case.wanted.items())
    false = sum(any(got[None, text].msgstr) for text in case.unrelated)
    suggested = sum(any(entry.msgstr) for entry in answers.values()) + false
    carried = sum(any(entry.msgstr) and not entry.fuzzy for entry in answers.values())
    everything = {entry.msgstr for entry in catalog.entries}
    lost = sum(entry.msgstr not in everything for entry in case.old.entries)
    return (
        f"recall {right / len(answers):.3f}  precision {right / max(1, suggested):.3f}  "
        f"unrelated {false}/{len(case.unrelated)}  carried without fuzzy {carried}  lost {lost}"
    )


def compare(title: str, case: Case) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old.po").write_bytes(serialize_po(new_po(case.old)))
        empty = tuple(replace(entry, msgstr=("",)) for entry in case.new.entries)
        (folder / "new.pot").write_bytes(serialize_po(new_po(replace(case.new, entries=empty))))
        print(f"{title}: {len(case.old.entries):,} entries, {len(case.wanted):,} edits")
        ours = cpu_of(OURS, folder)
        print(f"  ours     {ours:7.2f} s CPU  {judged(case, folder / 'ours.po')}", flush=True)
        if shutil.which("msgmerge"):
            peer = cpu_of(PEER, folder)
            print(f"  msgmerge {peer:7.2f} s CPU  {judged(case, folder / 'peer.po')}")
            print(f"  msgmerge / ours {peer / ours:.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--large", action="store_true", help="one-word edits up to 60,000 entries as well")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    everything = (one_word, two_words, clause, order)
    compare("edits of four kinds, deletions, news", make(4000, everything, options.seed, noise=True))
    for size in (20_000, 40_000, 60_000) if options.large else (10_000,):
        compare("one-word edits", make(size, (one_word,), options.seed, noise=False))
    if (SHARED / "bench.py").exists():
        command = f"{sys.executable} -m postl10n po merge {{old}} {{new}} -o {{out}}"
        subprocess.run([sys.executable, SHARED / "bench.py", "--cmd", command], check=True)


if __name__ == "__main__":
    main()
