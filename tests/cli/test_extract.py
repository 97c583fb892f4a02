"""`postl10n extract --explain`: each line with its verdict."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from postl10n.cli import commands

PAGE = """Harbour Post
News
The night ferry carries letters again
3 March 2025
Photo: Ina Holm
The night ferry to the outer isles carries letters again, two win\u00adters after it was laid up.
Read also: Lighthouse keeper gets a scooter
The crossing takes six hours. Letters that are posted by eight are there for breakfast.
About Harbour Post
Harbour Post brings mail to forty islands and has three hundred employees.
"""


def test_explained_lines_have_their_verdicts_and_no_soft_hyphens(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(PAGE, encoding="utf-8")

    told = CliRunner().invoke(commands, ["extract", str(path), "--explain"]).stdout

    assert "\u00ad" not in told
    verdicts = dict(line.split()[:2] for line in told.splitlines() if line[:5].strip())
    assert verdicts["3"] == "title"
    assert verdicts["4"] == "dateline"
    assert {verdicts["6"], verdicts["8"]} == {"paragraph"}
    assert (verdicts["5"], verdicts["7"]) == ("pictured", "related")
    assert "paragraph" not in {verdicts[line] for line in ("1", "2", "9", "10")}
