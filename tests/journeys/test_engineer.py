"""Engineer: from an installed wheel to a green required check."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

from journey import Person, Told, messages, translate

OWN = Path(__file__).parent / "engineer"
RUSSIAN = "locales/ru/LC_MESSAGES/night-train.po"
GATE = "\n[gate.ru]\ncompletion = 1.0\nerrors = 0\n"
OTHER, BOTH = "The train leaves", "Lakeland Post expects"
"""How the sentence begins that a second translator has alone, and the one that both have."""
REWORDED = "Почта Озёрного края надеется сберечь 900 000 литров топлива в год."


def test_a_green_required_check(tmp_path: Path, wheel: Path, told: Told) -> None:
    engineer = Person(name="engineer", folder=tmp_path, programs=tmp_path / "venv" / "bin")

    engineer.types(f"{sys.executable} -m venv --without-pip venv")
    without_network(tmp_path / "venv")
    engineer.types(
        f"{sys.executable} -m pip --python venv/bin/python install --quiet --no-deps --no-index {wheel}"
    )
    engineer.types("postl10n init news --target ru --target fr")
    engineer.folder /= "news"
    shutil.copytree(OWN / "articles", engineer.folder / "articles", dirs_exist_ok=True)
    engineer.types("postl10n run")

    engineer.types("git init --quiet -b main")
    engineer.types("postl10n po install-driver", says=[".gitattributes"])
    with (engineer.folder / "postl10n.toml").open("a", encoding="utf-8") as settings:
        settings.write(GATE)
    engineer.types("git add --all")
    engineer.types("git commit --quiet --message 'News, to be translated'")
    engineer.types("postl10n check", code=1, says=["gate missed: ru: 0% complete, 100% wanted"])

    # Two people translate neighbouring sentences on two branches, and one sentence both.
    translators(engineer)
    engineer.types(
        "git merge --no-edit translator", code=1, says=[f"{RUSSIAN}: conflict: Lakeland Post expects"]
    )
    engineer.decides(f"CONFLICT (content): Merge conflict in {RUSSIAN}")
    assert "<<<<<<<" not in engineer.reads(RUSSIAN)
    assert f'# postl10n: conflict, theirs: "{REWORDED}"\n' in engineer.reads(RUSSIAN)
    translate(engineer.folder / RUSSIAN, messages(OWN / "translations" / "ru.po"))
    engineer.types("git commit --quiet --all --message 'Merged: the first wording stands'")
    engineer.checks("postl10n check")

    # What the build server does with a fresh clone; `run` leaves no committed file changed.
    engineer.types("git clone --quiet . ../server")
    engineer.folder = tmp_path / "server"
    engineer.checks("postl10n run")
    assert engineer.types("git status --porcelain") == ""
    assert 'data-status="published"' in engineer.reads("site/ru/night-train.html")

    told(engineer.arrives())


def without_network(environment: Path) -> None:
    """Let the environment have the packages of this one, as if they had been installed from an index.

    A `.pth` file adds the folder alone: our own editable installation in it stays out of sight.
    """
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "from-index.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")


def translators(engineer: Person) -> None:
    """Main has everything but the sentence that the branch `translator` has; one sentence stands in both."""
    texts = messages(OWN / "translations" / "ru.po")
    theirs = {key: text for key, text in texts.items() if key[1].startswith(OTHER)}
    both = next(key for key in texts if key[1].startswith(BOTH))
    engineer.sets_up("git switch --quiet --create translator")
    translate(engineer.folder / RUSSIAN, {**theirs, both: REWORDED})
    engineer.sets_up("git commit --quiet --all --message 'Two sentences'", "git switch --quiet main")
    translate(engineer.folder / RUSSIAN, {key: text for key, text in texts.items() if key not in theirs})
    engineer.sets_up("git commit --quiet --all --message 'All but one'")
