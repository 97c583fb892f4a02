"""The engine of the example of plug-ins, as if its package were installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postl10n import registry
from postl10n.registry import Plugin
from postl10n.workspace import plugins

EXTRAS = Path(__file__).parents[2] / "examples" / "postl10n-extras" / "src"


@pytest.fixture
def extras(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(EXTRAS))
    plugin = Plugin(
        kind="engines", name="deepl", target="postl10n_extras.deepl", package="postl10n-extras", version="0"
    )
    registry.connect(lambda: (plugin,))
    yield
    registry.connect(plugins.find)
