"""What a process asks of the system, seen and spoiled by strace: calls are counted, and one of them fails or kills.

A call that writes is one that changes a file, a socket or their names. Memory that is mapped (SQLite's `-shm`, which
SQLite makes anew after a crash) changes without a call: there only what makes the file longer can be spoiled.
"""

import ctypes
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

SYNCING = ("fsync", "fdatasync", "sync_file_range", "msync")
NAMING = ("rename", "renameat", "renameat2", "unlink", "unlinkat", "link", "linkat")
SIZING = ("ftruncate", "truncate", "fallocate")
WRITING = ("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto", "sendmsg", "sendmmsg", "copy_file_range")
RARE = (*SYNCING, *NAMING, *SIZING)
CALLS = (*RARE, *WRITING)

_PR_SET_PTRACER = 0x59616D61
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(", re.MULTILINE)


class Seen(NamedTuple):
    """Which calls were made, how often, and whether the fault came to pass."""

    calls: Counter[str]
    hit: bool


def works() -> bool:
    """Whether strace is installed and may trace here."""
    found = shutil.which("strace")
    return found is not None and not subprocess.run([found, "-o", "/dev/null", "true"], capture_output=True).returncode


def allow() -> None:
    """Let any process of ours trace this one, where Linux would let only a parent."""
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)


class Trace:
    """strace on a running process. `fault` is strace's own: `pwrite64:error=EIO:when=3`; empty to look on only."""

    def __init__(self, pid: int, fault: str = "", calls: Iterable[str] = CALLS) -> None:
        self.told = Path(tempfile.mkstemp(prefix="trace-")[1])
        watched = ",".join(f"?{name}" for name in calls)
        command = ["strace", "-f", "-s", "0", "-o", str(self.told), "-e", f"trace={watched}"]
        command += ["-e", f"inject={fault}"] if fault else []
        self.process = subprocess.Popen([*command, "-p", str(pid)], stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        first = self.process.stderr.readline()
        if "attached" not in first:
            raise RuntimeError(f"strace: {first.strip()}")

    def ended(self) -> Seen:
        """Wait until the process has ended: what was seen of it."""
        self.process.communicate()
        text = self.told.read_text(errors="replace")
        self.told.unlink()
        return Seen(Counter(_CALL.findall(text)), "(INJECTED)" in text or "killed by SIGKILL" in text)
