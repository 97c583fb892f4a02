"""A process killed at any write system call leaves the old file or the new one, never a mixture."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from sample import Tool

CALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "fchmod",
    "unlink",
    "mkdir",
)
OLD, NEW = b"the old file, " * 1000, b"and the new one, " * 2000
PATHS = f"import sys; sys.path[:] = {sys.path!r}\n"
PROGRAM = """
import sys
from pathlib import Path
from postl10n.project.writes import write_file
root = Path(sys.argv[1])
write_file(root / "a.po", (root / "new").read_bytes(), root=root, durable=True, expected=(root / "a.po").read_bytes())
"""


def test_old_or_new_wherever_the_process_dies(tmp_path: Path, tool: Tool) -> None:
    path = tmp_path / "a.po"
    (tmp_path / "new").write_bytes(NEW)
    killed_at: set[str] = set()
    for call in CALLS:
        # strace counts each call by itself: the first of its kind, the second, until none is left to die at.
        for number in range(1, 50):
            path.write_bytes(OLD)
            done = tool(
                "strace", "-f", "-qq", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}",
                "-o", tmp_path / "trace", sys.executable, "-I", "-B", "-S", "-c", PATHS + PROGRAM, tmp_path,
            )  # fmt: skip
            assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
            assert path.read_bytes() in (OLD, NEW)
            if done.returncode == 0:
                assert path.read_bytes() == NEW
                break
            killed_at.add(call)

    assert {"write", "fsync", "fchmod"} <= killed_at
    assert killed_at & {"rename", "renameat", "renameat2"}
