"""A server in a process of its own, and the little project that it is asked about."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from postl10n import Workspace
from postl10n.project.scaffold import make_project

_ARTICLE = """\
Belpost opens a sorting centre

Belpost handled 1.75 billion items in 2024. Its network has 15 warehouses.

The two sides signed an agreement. It took effect on May 12.
"""
_GLOSSARY = """\
subject: organizations
concepts:
  - id: belpost
    definition: {en: The postal operator of Belarus.}
    note: Never decline it <b>wrongly</b>.
    terms:
      en: [Belpost]
      ru:
        - Белпочта
        - {text: Бел почта, status: forbidden}
  - id: sorting-centre
    terms:
      en: [sorting centre]
      ru: [сортировочный центр]
"""
_TRANSLATED = {
    "Its network has 15 warehouses.": "Его сеть насчитывает 15 складов.",
    "Belpost handled 1.75 billion items in 2024.": "В 2024 году Белпочта обработала 1,75 млрд отправлений.",
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A project whose Russian catalog has two translations."""
    folder = tmp_path / "news"
    make_project(folder, source="en", targets=["ru", "zh_Hans"])
    (folder / "articles" / "centre.txt").write_text(_ARTICLE, encoding="utf-8")
    (folder / "glossary" / "example.yaml").write_text(_GLOSSARY, encoding="utf-8")
    Workspace.open(folder).update()
    path = folder / "locales/ru/LC_MESSAGES/centre.po"
    text = path.read_text(encoding="utf-8")
    for source, target in _TRANSLATED.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    path.write_text(text, encoding="utf-8")
    return folder


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=[sys.executable, "-m", "postl10n", "lsp", "--stdio"]),
    scope="module",
)  # type: ignore[untyped-decorator]
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    """An editor that counts in UTF-16, as most do; one server for a module, which takes seconds to import."""
    able = client_capabilities("visual-studio-code")
    await lsp_client.initialize_session(types.InitializeParams(capabilities=able, root_uri=None))
    yield
    await lsp_client.shutdown_session()
