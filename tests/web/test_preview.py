"""The preview: it follows what is saved, shows what is wrong, and serves nothing but the site, to nobody else."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from postl10n.errors import ProjectError
from postl10n.model.ids import segment_id
from postl10n.web.preview import Preview
from postl10n.workspace import BuildOptions, Workspace


@pytest.fixture
def preview(project: Path) -> Preview:
    Workspace.open(project).update()
    return Preview(project, BuildOptions())


@pytest.fixture
def port(preview: Preview) -> Iterator[int]:
    preview.look()
    address = preview.listen(0)
    thread = threading.Thread(target=preview.run)
    thread.start()
    yield urlsplit(address).port or 0
    preview.stop()
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
    assert status == 404


def test_a_foreign_name_is_refused(port: int) -> None:
    assert get(port, "/ru/bridge.html", host="evil.example")[0] == 421
    assert get(port, "/", host="localhost")[0] == 200


def entry_of(port: int, page: str, segment: str, **headers: str) -> tuple[int, dict[str, object] | None]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", f"/-/entry?page={page}&segment={segment}", headers=headers)
    answer = connection.getresponse()
    found = answer.read()
    connection.close()
    return answer.status, json.loads(found) if answer.status != 403 else None


def test_a_sentence_leads_to_its_entry(preview: Preview, project: Path, port: int) -> None:
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    text = catalog.read_text("utf-8")
    source = "Belpost handled 1.75 billion items in 2024."
    catalog.write_text(
        text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "Почта: <b>1,75</b> млрд."'),
        "utf-8",
    )
    preview.look()
    segment = segment_id(source)
    assert f'data-segment="{segment}"' in get(port, "/ru/bridge.html")[2]
    status, found = entry_of(port, "/ru/bridge.html", segment)
    assert (status, found is not None) == (200, True)
    assert found is not None
    assert found["state"] == "approved"
    assert found["targets"] == [{"text": "Почта: <b>1,75</b> млрд.", "lang": "ru", "dir": "ltr"}]
    assert found["terms"] == [{"text": "Belpost → Белпочта", "kind": "wrong"}]
    line = 1 + catalog.read_text("utf-8").split("\n").index(f'msgid "{source}"')
    assert found["place"] == f"locales/ru/LC_MESSAGES/bridge.po:{line}"
    assert found["editor"] == f"vscode://file{catalog.resolve().as_posix()}:{line}"


@pytest.mark.parametrize(
    "page", ["/en/bridge.html", "/ru/../../etc.html", "/ru/nothing.html", "/xx-nonsense/a.html", "/ru/", "//"]
)
def test_made_up_addresses_have_no_entry(port: int, page: str) -> None:
    assert entry_of(port, page, segment_id("Its network has 15 warehouses.")) == (404, None)


def test_other_sites_cannot_read_an_entry(port: int) -> None:
    segment = segment_id("Its network has 15 warehouses.")
    assert entry_of(port, "/ru/bridge.html", segment)[0] == 200
    assert entry_of(port, "/ru/bridge.html", segment, **{"Sec-Fetch-Site": "cross-site"})[0] == 403


def test_nothing_can_be_sent(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/-/state", body="version=0")
    assert connection.getresponse().status == 405
    connection.close()


def test_a_click_on_a_sentence_shows_its_entry_in_the_page(browser: Browser, port: int) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"http://127.0.0.1:{port}/ru/bridge.html")
        page.locator(".s").nth(2).focus()
        page.keyboard.press("Enter")
        panel = page.get_by_role("dialog", name="Catalog entry")
        panel.wait_for()
        assert "The two sides signed an agreement." in panel.inner_text()
        address = panel.get_by_role("link").get_attribute("href") or ""
        assert address.startswith("vscode://file/")
        page.keyboard.press("Escape")
        panel.wait_for(state="detached")
        assert complaints == []


@pytest.mark.parametrize(
    "address", ["javascript:alert({path})", "https://evil.example/{path}", "vscode://", "x y{path}"]
)
def test_addresses_that_are_no_editor_are_refused(project: Path, address: str) -> None:
    settings = project / "postl10n.toml"
    settings.write_text(
        settings.read_text("utf-8") + f'\n[preview]\neditor = "{address}"\n', encoding="utf-8"
    )
    with pytest.raises(ProjectError, match="not an editor's address"):
        Workspace.open(project)
