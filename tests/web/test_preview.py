"""The preview: it follows what is saved, shows what is wrong, and serves nothing but the site, to nobody else."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from postl10n.web.preview import Preview
from postl10n.workspace import BuildOptions, Workspace


@pytest.fixture
def preview(project: Path) -> Preview:
    Workspace.open(project).update()
    return Preview(project, BuildOptions())


@pytest.fixture
def port(preview: Preview) -> Iterator[int]:
    preview.look()
    with preview.server(0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def get(port: int, path: str, host: str = "127.0.0.1") -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", f"{host}:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.getheader("Content-Type") or "", body


def test_a_saved_catalog_is_built_and_pages_are_told(preview: Preview, project: Path, port: int) -> None:
    assert not preview.look()
    before = json.loads(get(port, "/-/state")[2])
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    text = catalog.read_text("utf-8")
    empty = 'msgid "Its network has 15 warehouses."\nmsgstr ""'
    catalog.write_text(text.replace(empty, empty[:-1] + 'В сети 15 складов."'), encoding="utf-8")
    assert preview.look()
    assert json.loads(get(port, "/-/state")[2])["version"] == before["version"] + 1
    status, kind, page = get(port, "/ru/bridge.html")
    assert (status, kind) == (200, "text/html; charset=utf-8")
    assert "В сети 15 складов." in page
    assert "script-src 'self'" in page
    assert "/-/preview.js" not in (project / "site" / "ru" / "bridge.html").read_text("utf-8")


def test_a_fault_is_told_and_goes_when_it_is_mended(preview: Preview, project: Path, port: int) -> None:
    settings = project / "postl10n.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("targets", "tragets"), encoding="utf-8")
    preview.look()
    assert "tragets" in json.loads(get(port, "/-/state")[2])["fault"]
    assert get(port, "/ru/bridge.html")[0] == 200
    settings.write_text(text, encoding="utf-8")
    preview.look()
    assert json.loads(get(port, "/-/state")[2])["fault"] == ""


@pytest.mark.parametrize(
    "path",
    [
        "/../postl10n.toml",
        "/%2e%2e/postl10n.toml",
        "//etc/passwd",
        "/ru/..%2f..%2fpostl10n.toml",
        "/link",
        "/%00",
    ],
)
def test_nothing_but_the_site_is_served(preview: Preview, project: Path, port: int, path: str) -> None:
    (project / "site" / "link").symlink_to(project / "postl10n.toml")
    status, _, body = get(port, path)
    assert "targets" not in body
    assert "root:" not in body
    assert status == (200 if path == "/%00" else 404)


def test_a_foreign_name_is_refused(port: int) -> None:
    assert get(port, "/ru/bridge.html", host="evil.example")[0] == 403
    assert get(port, "/", host="localhost")[0] == 200
