"""What other pages and other programs may try with the review server: refused, or shown as text; no file changes."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from reviewing import Served, fingerprints, sample, serving
from starlette.applications import Starlette
from starlette.routing import Route

from postl10n.errors import UsageError
from postl10n.files.po import parse_po, serialize_po
from postl10n.model.catalog import Previous
from postl10n.web.guard import MOST_BYTES, Guard, Keys, listening
from postl10n.web.review.server import application
from postl10n.workspace import Workspace
from postl10n.workspace.review.review import Review

ARTICLE = "ctt-portugal"
EVIL = '<script>top.pwned=1</script><img src=x onerror="top.pwned=1">\'"}}{{1234*4321}}'


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One for all that is refused: each finds the project as it was, and leaves it so."""
    with serving(sample(tmp_path_factory.mktemp("attacked") / "news")) as running:
        yield running


@pytest.fixture
def reader(served: Served) -> Iterator[httpx.Client]:
    """A browser that opened the address of the terminal."""
    with httpx.Client(base_url=served.base, timeout=60, follow_redirects=True) as client:
        assert client.get(served.address).status_code == 200
        yield client


def form_key(reader: httpx.Client) -> str:
    found = re.search(r"X-Postl10n-Form&#34;: &#34;([\w-]+)&#34;", reader.get("/l/ru/").text)
    assert found
    return found[1]


def own(served: Served, reader: httpx.Client) -> dict[str, str]:
    """The headers of a change that our own page sends."""
    return {"Origin": served.base, "Sec-Fetch-Site": "same-origin", "X-Postl10n-Form": form_key(reader)}


def first_entry(reader: httpx.Client, article: str = ARTICLE) -> tuple[str, str]:
    """Address and hash of an entry."""
    page = reader.get(f"/l/ru/a/{article}").text
    found = re.search(r'data-base="([^"]+)"[^>]* data-hash="([^"]+)"', page)
    assert found
    return found[1], found[2]


def addresses(served: Served, reader: httpx.Client, method: str) -> list[str]:
    """Every address that the server answers by a method: with a new one, what is below is tried there too."""
    review = Review(Workspace.open(served.folder))
    guard = application(review, port=served.port, keys=Keys())
    review.close()
    assert isinstance(guard, Guard)
    starlette = guard._inner
    assert isinstance(starlette, Starlette)
    routes = [
        route for route in starlette.routes if isinstance(route, Route) and method in (route.methods or ())
    ]
    names = {"locale": "ru", "article": ARTICLE, "concept": "parcel", "version": "x", "name": "x"}
    names["ref"] = first_entry(reader)[0].rpartition("/")[2]
    return [re.sub(r"\{(\w+)\}", lambda found: names[found[1]], route.path) for route in routes]


def test_a_change_of_our_own_page_is_made(project: Path) -> None:
    """What the refusals below are measured against."""
    Workspace.open(project).update()
    with (
        serving(project) as served,
        httpx.Client(base_url=served.base, timeout=60, follow_redirects=True) as reader,
    ):
        reader.get(served.address)
        address, seen = first_entry(reader, "bridge")
        before = fingerprints(served.folder)
        form = {"hash": seen, "target": "Совсем другой заголовок", "accept": "1"}
        answer = reader.post(f"{address}/save", data=form, headers=own(served, reader))
        assert answer.status_code == 200
        changed = {name for name, value in fingerprints(served.folder).items() if before[name] != value}
        assert changed == {"locales/ru/LC_MESSAGES/bridge.po"}


@pytest.mark.parametrize(
    ("forged", "status"),
    [
        ({"Host": "evil.example:80"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Host": ""}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:1"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"X-Postl10n-Form": ""}, 403),
        ({"X-Postl10n-Form": "guess"}, 403),
        ({"Cookie": ""}, 403),
        ({"Cookie": "postl10n-review=guess"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/json"}, 415),
    ],
)
def test_forged_changes_are_refused(
    served: Served, reader: httpx.Client, forged: dict[str, str], status: int
) -> None:
    _, seen = first_entry(reader)
    headers = {"Content-Type": "application/x-www-form-urlencoded", **own(served, reader), **forged}
    before = fingerprints(served.folder)
    for change in addresses(served, reader, "POST"):
        answer = reader.post(change, content=f"hash={seen}&target=x&accept=1".encode(), headers=headers)
        assert answer.status_code == status, change
    assert fingerprints(served.folder) == before


def test_a_change_without_an_origin_is_refused(served: Served, reader: httpx.Client) -> None:
    address, seen = first_entry(reader)
    headers = {"X-Postl10n-Form": form_key(reader)}
    answer = reader.post(f"{address}/save", data={"hash": seen, "target": "x"}, headers=headers)
    assert answer.status_code == 403


def test_a_token_that_is_guessed_opens_nothing(served: Served) -> None:
    with httpx.Client(base_url=served.base, timeout=60, follow_redirects=True) as stranger:
        for path in ("/", "/?token=guess", "/l/ru/", f"/l/ru/a/{ARTICLE}", "/l/ru/pulse", "/rules"):
            answer = stranger.get(path)
            assert answer.status_code == 403, path
            assert "CTT" not in answer.text
        assert not stranger.cookies


def test_the_token_leaves_the_address_and_the_cookie_stays_in_the_browser(served: Served) -> None:
    answer = httpx.get(f"{served.address}&ui=ru", timeout=60)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?ui=ru"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert served.address.partition("token=")[2].lower() not in cookie


def test_the_token_does_not_lead_elsewhere(served: Served) -> None:
    token = served.address.partition("/?")[2]
    for path in ("//evil.example", "/\\evil.example", "/%2f%2fevil.example", "/%5cevil.example"):
        with socket.create_connection(("127.0.0.1", served.port)) as raw:
            asked = (
                f"GET {path}?{token} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nConnection: close\r\n\r\n"
            )
            raw.sendall(asked.encode())
            answer = raw.makefile("rb").read().decode("latin-1")
        found = re.search(r"(?im)^location: (\S*)", answer)
        assert found, answer
        assert re.match(r"/(?![/\\])", found[1]), found[1]


def test_a_browser_is_started_with_a_token_that_works_once() -> None:
    keys = Keys()
    made = keys.once()
    assert keys.opens(made)
    assert not keys.opens(made)
    assert keys.opens(keys.token)
    assert keys.opens(keys.token)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "", "localhost", "news.example"])  # noqa: S104
def test_no_address_but_the_loopback_is_bound(host: str) -> None:
    with pytest.raises(UsageError, match="not an address of this computer alone"):
        listening(0, host)


def test_a_port_in_use_is_named() -> None:
    with listening(0) as taken, pytest.raises(UsageError, match="can't be used"):
        listening(taken.getsockname()[1])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(served: Served, reader: httpx.Client, method: str) -> None:
    assert reader.request(method, "/l/ru/", headers=own(served, reader)).status_code == 405


def test_nothing_changes_by_get(served: Served, reader: httpx.Client) -> None:
    _, seen = first_entry(reader)
    before = fingerprints(served.folder)
    both = ("/replace", "/queue")
    for path in addresses(served, reader, "POST"):
        answer = reader.get(
            path, params={"hash": seen, "target": "x", "accept": "1", "old": "x", "digest": "x"}
        )
        assert answer.status_code == (200 if path.endswith(both) else 405), path
    for path in addresses(served, reader, "GET"):
        assert reader.get(path).status_code in (200, 204, 404), path
    assert fingerprints(served.folder) == before


@pytest.mark.parametrize("value", ["", EVIL, "9" * 400, "\x00"])
def test_a_change_that_names_nothing_that_there_is_is_refused(
    served: Served, reader: httpx.Client, value: str
) -> None:
    """Our own page's headers, and nonsense in each field: no fault of the server, and nothing written."""
    names = "hash target accept rule reason text digest old new other locale term status concept id line name decision"
    headers = {**own(served, reader), "hx-request": "true"}
    before = fingerprints(served.folder)
    for path in addresses(served, reader, "POST"):
        answer = reader.post(path, data=dict.fromkeys(names.split(), value), headers=headers)
        assert answer.status_code < 500, path
        assert "<script>top" not in answer.text, path
    assert fingerprints(served.folder) == before


def test_other_pages_get_no_part_of_ours(served: Served, reader: httpx.Client) -> None:
    """Even with the cookie: a page of another port of this computer is the same site to a browser."""
    for path in addresses(served, reader, "GET"):
        for site in ("cross-site", "same-site"):
            answer = reader.get(path, headers={"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"})
            assert answer.status_code == 403, path
        assert httpx.get(served.base + path, timeout=60).status_code == 403, path


@pytest.mark.parametrize(
    "path",
    [
        "/l/ru/a/..%2f..%2fpostl10n.toml",
        "/l/ru/a/../../../../etc/passwd",
        "/l/..%2f..%2fetc/a/passwd",
        "/l/xx/",
        "/l/ru/a/no-such-article",
        f"/l/ru/a/{ARTICLE}/s/..%2f..%2fx/edit",
        f"/l/ru/a/{ARTICLE}/s/00000000/edit",
        f"/l/ru/a/{ARTICLE}/s/%00/edit",
        "/l/ru/c/..%2f..%2fx",
        "/l/ru/c/no-such-concept",
        "/static/x/review.css",
        "/static/..%2f..%2fsecurity.py/x",
    ],
)
def test_ids_that_are_none_are_refused(served: Served, path: str) -> None:
    with httpx.Client(base_url=served.base, timeout=60, follow_redirects=True) as client:
        client.get(served.address)
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    # A raw request: a client would tidy the dots away.
    with socket.create_connection(("127.0.0.1", served.port)) as raw:
        asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        raw.sendall(asked.encode())
        answer = raw.makefile("rb").read().decode("utf-8")
    assert re.match(r"HTTP/1.1 (400|404) ", answer), answer[:300]
    assert "root:" not in answer
    assert "targets =" not in answer


@pytest.mark.parametrize("declared", [100 * 1024 * 1024, 10**30])
def test_a_large_body_is_refused_before_it_is_read(
    served: Served, reader: httpx.Client, declared: int
) -> None:
    lines = {
        "Host": f"127.0.0.1:{served.port}",
        "Cookie": "; ".join(f"{name}={value}" for name, value in reader.cookies.items()),
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(declared),
        **own(served, reader),
    }
    head = "POST /l/ru/undo HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as raw:
        raw.sendall((head + "\r\n").encode() + b"x" * 1000)
        assert re.match(rb"HTTP/1.1 (413|400) ", raw.recv(200))


def test_a_large_body_that_does_not_say_so_is_refused(served: Served, reader: httpx.Client) -> None:
    def flood() -> Iterator[bytes]:
        for _ in range(20):
            yield b"hash=" + b"x" * (MOST_BYTES // 10)

    headers = {"Content-Type": "application/x-www-form-urlencoded", **own(served, reader)}
    before = fingerprints(served.folder)
    # The connection may be cut while the rest is still being sent.
    with suppress(httpx.TransportError):
        assert reader.post("/l/ru/undo", content=flood(), headers=headers).status_code == 413
    assert reader.get("/l/ru/pulse").status_code == 200
    assert fingerprints(served.folder) == before


@pytest.mark.parametrize("body", [b"\xff\xfe", b"hash=%ff%fe&target=x", b"&".join([b"a=1"] * 5000)])
def test_what_is_no_form_is_refused(served: Served, reader: httpx.Client, body: bytes) -> None:
    address, _ = first_entry(reader)
    headers = {"Content-Type": "application/x-www-form-urlencoded", **own(served, reader)}
    before = fingerprints(served.folder)
    assert reader.post(f"{address}/save", content=body, headers=headers).status_code == 400
    assert fingerprints(served.folder) == before


@pytest.mark.parametrize("stale", ["", "0" * 16, "../../x", EVIL])
def test_a_hash_that_was_never_shown_saves_nothing(served: Served, reader: httpx.Client, stale: str) -> None:
    address, _ = first_entry(reader)
    before = fingerprints(served.folder)
    form = {"hash": stale, "target": "Чужое", "accept": "1"}
    answer = reader.post(f"{address}/save", data=form, headers=own(served, reader))
    assert answer.status_code in (200, 204)
    assert '"error"' in answer.headers["hx-trigger"]
    assert fingerprints(served.folder) == before


@pytest.mark.parametrize(
    "query", [{"since": "--output=/tmp/x"}, {"q": "(" * 50, "regex": "1"}, {"state": "none"}, {"order": "x"}]
)
def test_filters_that_are_none_are_said_in_the_page(
    served: Served, reader: httpx.Client, query: dict[str, str]
) -> None:
    before = fingerprints(served.folder)
    answer = reader.get("/l/ru/queue", params=query)
    assert answer.status_code == 200
    assert 'data-kind="error"' in answer.text
    assert fingerprints(served.folder) == before


@pytest.fixture
def poisoned(project: Path) -> Path:
    """A project whose every text is a script."""
    article = project / "articles" / "bridge.txt"
    article.write_text(
        f"A title {EVIL}\n| Sample Post News |2025-03-14\n\nBelpost handled {EVIL} items. It took effect.\n"
    )
    glossary = project / "glossary" / "example.yaml"
    glossary.write_text(
        "subject: organizations\nconcepts:\n  - id: belpost\n    definition:\n      en: >-\n        "
        f"{EVIL}\n    terms:\n      en: [Belpost]\n      ru:\n        - Белпочта\n        - text: >-\n            {EVIL}\n"
        "          status: forbidden\n"
    )
    Workspace.open(project).update()
    path = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    po = parse_po(path.read_bytes())
    entries = tuple(
        replace(
            entry,
            msgstr=(f"Белпочта {EVIL}",),
            comments=(EVIL, f"postl10n: {EVIL}"),
            extracted=(EVIL,),
            flags=("fuzzy",),
            previous=Previous(msgid=EVIL),
        )
        for entry in po.catalog.entries
    )
    path.write_bytes(serialize_po(po.updated(replace(po.catalog, entries=entries))))
    return project


def test_scripts_in_every_field_are_text(poisoned: Path) -> None:
    with (
        serving(poisoned) as served,
        httpx.Client(base_url=served.base, timeout=60, follow_redirects=True) as reader,
    ):
        reader.get(served.address)
        article = reader.get("/l/ru/a/bridge").text
        rows = re.findall(r'data-base="([^"]+)"', article)
        assert rows
        pages = ["/l/ru/", "/l/ru/a/bridge", "/l/ru/concepts", "/l/ru/c/belpost", "/l/ru/queue"]
        pages += [f"{row}/{part}" for row in rows for part in ("edit", "matches")]
        shown = 0
        for path in pages:
            answer = reader.get(path, params={"q": EVIL} if path.endswith("queue") else {})
            assert answer.status_code == 200, path
            assert "<script>top" not in answer.text
            assert "<img" not in answer.text
            assert "{{1234*4321}}" in answer.text or "5332114" not in answer.text
            shown += "&lt;script&gt;" in answer.text
        assert shown >= 4


def test_what_is_being_typed_is_text(poisoned: Path) -> None:
    """A look at it is answered with parts of the page, and changes nothing."""
    with (
        serving(poisoned) as served,
        httpx.Client(base_url=served.base, timeout=60, follow_redirects=True) as reader,
    ):
        reader.get(served.address)
        address, _ = first_entry(reader, "bridge")
        before = fingerprints(served.folder)
        headers = own(served, reader)
        for typed in (EVIL, f"Белпочта {EVIL}", "\u202e{1}</textarea>", "%00", "x" * 90_000):
            answer = reader.post(f"{address}/look", data={"target": typed}, headers=headers)
            assert answer.status_code == 200, typed[:20]
            assert not re.search(r"<script|<img|</textarea", answer.text)
        for form in ({"target": "\0"}, {"target": ["a", "b"]}, {"x": "y"}, {"target": "x" * 200_000}):
            answer = reader.post(f"{address}/look", data=form, headers={**headers, "hx-request": "true"})
            assert (answer.status_code, "Traceback" in answer.text) == (400, False), form
        assert reader.post(f"{address}0/look", data={"target": "x"}, headers=headers).status_code == 404
        assert fingerprints(served.folder) == before


def test_every_answer_keeps_other_pages_out(served: Served, reader: httpx.Client) -> None:
    stranger = httpx.get(served.base, timeout=60)
    for answer in (reader.get("/l/ru/"), reader.get("/l/ru/pulse"), reader.get("/nowhere"), stranger):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in answer.headers


def test_pages_hold_nothing_that_the_policy_forbids(reader: httpx.Client) -> None:
    address, _ = first_entry(reader)
    for path in (
        "/l/ru/",
        f"/l/ru/a/{ARTICLE}",
        f"{address}/edit",
        "/l/ru/queue",
        "/l/ru/c/parcel",
        "/rules",
    ):
        page = reader.get(path).text
        assert not re.search(
            r"\sstyle=|\son\w+=|<style|javascript:|<script(?! (src|type=\"module\" src)=)", page
        )
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", page)
