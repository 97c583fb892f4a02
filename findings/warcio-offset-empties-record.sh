#!/usr/bin/env bash
# warcio 1.8.1
#
# Expected: in a loop over an ArchiveIterator, get_record_offset() tells where the current
#   record begins and leaves the record as it is. One asks for it first, to have a place for
#   messages about what is read next.
# Instead: asked before the payload is read, it reads to the end of the record to find out, and
#   content_stream() then gives nothing: no error, an empty page. The offset itself is the same
#   before and after.
# Why it matters: a reader of crawls that notes the place of each page finds no article in any
#   of them.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check warcio==1.8.1
"$tmp/venv/bin/python" - <<'PY'
import io

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

page, crawl = b"<p>The parcel arrived.</p>", io.BytesIO()
writer = WARCWriter(crawl, gzip=True)
for address in ("http://post.example/1", "http://post.example/2"):
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
    writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(page), http_headers=headers))

def read(first):
    crawl.seek(0)
    records, found = ArchiveIterator(crawl), []
    for record in records:
        offset = records.get_record_offset() if first else None
        body = record.content_stream().read()
        found.append((records.get_record_offset() if offset is None else offset, body))
    return found

after, before = read(first=False), read(first=True)
print("asked after:", after)
print("asked before:", before)
assert [body for _, body in after] == [page, page], "behaviour changed"
assert before == [(offset, b"") for offset, _ in after], "behaviour changed"
PY
