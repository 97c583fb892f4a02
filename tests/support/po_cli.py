"""`postl10n po` on small catalogs outside any project."""

from __future__ import annotations

import subprocess
from pathlib import Path

from program import program

HEADER = """\
msgid ""
msgstr ""
"Language: ru\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"PO-Revision-Date: 2026-01-01 10:00+0000\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
"""
OLD = (
    HEADER
    + """
# a translator's word
msgid "The post grew by 4 percent."
msgstr "Почта выросла на 4 процента."

msgid "A letter was sent."
msgstr "Письмо отправлено."

msgid "It is gone."
msgstr "Этого нет."
"""
)
NEW = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "A letter was sent."
msgstr ""

msgid "The post grew by 5 percent."
msgstr ""
"""


def po(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return program("po", *arguments, cwd=cwd, SOURCE_DATE_EPOCH="1767225600")


def files(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
