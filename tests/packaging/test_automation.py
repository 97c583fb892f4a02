"""What machines run: hooks of pre-commit, the steps of the GitHub action, GitLab's job, the container."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import markdown_it
import pytest
import yaml
from findings_summary import summary

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
WRONG = 'msgid "Belpost handled 1.75 billion items in 2024."\nmsgstr "Белпочта обработала 1,5 млрд отправлений в 2024 году."'


def run(
    *command: str | Path, cwd: Path, expect: int = 0, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(one) for one in command],
        cwd=cwd,
        env={
            **os.environ,
            "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            **(environment or {}),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == expect, done.stdout + done.stderr
    return done


@pytest.fixture
def wrong(project: Path) -> Path:
    """A project under version control in which a figure is wrong."""
    run("postl10n", "update", cwd=project)
    catalog = project / "locales/ru/LC_MESSAGES/bridge.po"
    text = catalog.read_text(encoding="utf-8")
    empty = WRONG.partition("msgstr")[0] + 'msgstr ""'
    assert empty in text
    catalog.write_text(text.replace(empty, WRONG), encoding="utf-8")
    run("git", "init", "--quiet", "-b", "main", cwd=project)
    run("git", "add", "--all", cwd=project)
    return project


def test_the_hooks_stop_a_wrong_commit(wrong: Path, tmp_path: Path) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    run("git", "init", "--quiet", cwd=hooks)
    run("git", "add", "--all", cwd=hooks)
    identity = ("-c", "user.name=A", "-c", "user.email=a@news.example")
    run("git", *identity, "commit", "--quiet", "-m", "Hooks", cwd=hooks)
    revision = run("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
    ids = [one["id"] for one in yaml.safe_load((hooks / ".pre-commit-hooks.yaml").read_text("utf-8"))]
    # As docs/automation.md says: what is installed already need not be installed by pre-commit.
    chosen = [{"id": one, "language": "system"} for one in ids]
    settings = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": chosen}]}
    (wrong / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    home = str(tmp_path / "pre-commit")

    done = run("pre-commit", "run", "--all-files", cwd=wrong, expect=1, environment={"PRE_COMMIT_HOME": home})
    assert "error [number] 1,5 млрд" in done.stdout
    assert re.search(r"postl10n check\.+Failed", done.stdout)
    assert re.search(r"postl10n po fmt --check\.+Passed", done.stdout)
    assert re.search(r"postl10n glossary lint\.+Passed", done.stdout)

    catalog = wrong / "locales/ru/LC_MESSAGES/bridge.po"
    catalog.write_text(catalog.read_text("utf-8").replace("1,5 млрд", "1,75 млрд"), encoding="utf-8")
    run("pre-commit", "run", "--all-files", cwd=wrong, environment={"PRE_COMMIT_HOME": home})


@pytest.fixture(scope="module")
def steps() -> Mapping[str, Mapping[str, Any]]:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    return {step["name"]: step for step in action["runs"]["steps"]}


def test_no_step_has_an_expression_in_its_script(steps: Mapping[str, Mapping[str, Any]]) -> None:
    scripts = [step["run"] for step in steps.values() if "run" in step]
    assert len(scripts) == 4
    assert not [script for script in scripts if "${{" in script]


@pytest.mark.parametrize(("event", "code"), [("pull_request", 0), ("push", 0), ("pull_request_target", 2)])
def test_what_runs_with_a_token_is_refused(
    event: str, code: int, steps: Mapping[str, Mapping[str, Any]], tmp_path: Path
) -> None:
    script = steps["Refuse events that run with a token of the repository"]["run"]
    run("bash", "-eo", "pipefail", "-c", script, cwd=tmp_path, expect=code, environment={"EVENT": event})


def test_the_action_checks_and_sums_up(
    wrong: Path, steps: Mapping[str, Mapping[str, Any]], tmp_path: Path
) -> None:
    runner = tmp_path / "runner"
    (runner / "postl10n").mkdir(parents=True)
    # The environment of the tests stands in for the one that the step before makes.
    (runner / "postl10n" / "bin").symlink_to(PROGRAMS)
    said = {
        "PROJECT": wrong.name,
        "SEVERITY": "error",
        "RUNNER_TEMP": str(runner),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }
    shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
    run(*shell, steps["Check"]["run"], cwd=wrong.parent, environment=said)

    assert (tmp_path / "output").read_text(encoding="utf-8") == "code=1\n"
    assert "| number |" in (tmp_path / "summary").read_text(encoding="utf-8")
    sarif = json.loads((runner / "postl10n.sarif").read_text(encoding="utf-8"))
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["number"]
    run(*shell, steps["Result"]["run"], cwd=wrong, expect=1, environment={"CODE": "1"})

    (wrong / "postl10n.toml").write_text("targets = 3\n", encoding="utf-8")
    check = steps["Check"]["run"]
    run(*shell, check, cwd=wrong.parent, expect=2, environment=said)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "a | b | c\n| d",
        "`code` [link](https://evil.example) ![image](x) @everyone #1 </code></td>",
        "\u202egnirts \u200b\x1b[31m",
        "<!-- --> &lt; \\| ~~x~~ **y** __z__ https://evil.example www.evil.example",
        "x" * 10_000,
    ],
)
def test_no_text_is_markup_in_a_summary(hostile: str) -> None:
    one = {"severity": "error", "path": hostile, "line": 3, "rule": "number", "message": hostile}
    told = summary({"findings": [one]})

    shown = (
        markdown_it.MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").render(told)
    )
    tags = set(re.findall(r"</?[a-z0-9]+", shown))
    allowed = {"h3", "table", "thead", "tbody", "tr", "th", "td", "code"}
    assert {tag.strip("</") for tag in tags} <= allowed
    assert shown.count("<tr>") == 2
    assert shown.count("<td>") == 4
    assert not re.search("[\u202e\u200b\x1b]", told)
    assert len(told) < 5_000


def test_what_builds_the_package_is_installed_before_it_is_built() -> None:
    stage = (ROOT / "Containerfile").read_text("utf-8").split("FROM ")[1]
    step = (ROOT / "action.yml").read_text("utf-8").partition("- name: Install")[2].partition("- name:")[0]
    for told, build in ((stage, "hatchling build"), (step, "--no-build-isolation")):
        files = re.findall(r"-r \S*?(requirements/\w+\.txt)", told.partition(build)[0])
        assert any("hatchling==" in (ROOT / name).read_text("utf-8") for name in files)


def test_gitlab_runs_the_job(wrong: Path) -> None:
    job = yaml.safe_load((ROOT / "examples/automation/gitlab.yml").read_text("utf-8"))["postl10n"]
    install, *script = job["script"]

    assert install == 'pip install --quiet "$POSTL10N"'
    run("bash", "-ec", "\n".join(script), cwd=wrong, expect=1, environment={"PROJECT": "."})
    assert "<failure" in (wrong / job["artifacts"]["reports"]["junit"]).read_text(encoding="utf-8")


def test_the_workflow_has_no_right_to_write() -> None:
    # YAML 1.1 reads the key `on` as true.
    workflow = yaml.safe_load((ROOT / "examples/automation/github.yml").read_text("utf-8"))

    assert workflow[True] == "pull_request"
    assert workflow["permissions"] == {"contents": "read"}


def test_the_container_is_slim_pinned_and_without_rights() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    images = [line.split()[1] for line in lines if line.startswith("FROM")]
    copied = [word for line in lines if re.match(r"COPY (?!--from)", line) for word in line.split()[1:-1]]

    assert all(re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", image) for image in images)
    assert all((ROOT / name).exists() for name in copied)
    assert all("--require-hashes" in line or "--no-deps" in line for line in lines if "pip install" in line)
    user = next(line.split()[1] for line in reversed(lines) if line.startswith("USER"))
    assert int(user) > 0
    assert not [line for line in lines[lines.index(f"USER {user}") :] if line.startswith(("RUN", "COPY"))]
