"""The engine `python`, and the piece of work that Spark hands out: one pass over a part of a roster file.

`scan` takes and gives plain values and needs the standard library alone, so that it can be sent to another machine.
"""

import csv
import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from app.draws.queries.windows import Open, Row, Window

PART = 32 * 2**20


def scan(path: str, seed: str, ends: tuple[bytes, bytes], open_: Open, part: tuple[int, int]) -> list[Row]:
    """The rows of the lines that begin in a part of the file, with tickets between the ends; not sorted."""
    sha, begins, found = hashlib.sha256, f"{seed}\n".encode(), []
    (low, high), (start, end) = ends, part
    strata = {stratum.encode(): {task.encode() for task in tasks} for stratum, tasks in open_.items()}
    with open(path, "rb") as file:  # noqa: PTH123
        file.seek(max(0, start - 1))
        at = max(0, start - 1) + len(file.readline())
        for line in file:
            if at >= end:
                break
            at += len(line)
            code, stratum, tasks = line[:-1].split(b",") if b'"' not in line else _quoted(line)
            ticket = sha(begins + code).digest()
            if low <= ticket < high and not strata.get(stratum, frozenset()).isdisjoint(tasks.split(b" ")):
                found.append((ticket.hex(), code.decode(), stratum.decode(), tasks.decode()))
    return found


def _quoted(line: bytes) -> Iterator[bytes]:
    return (cell.encode() for cell in next(csv.reader([line[:-1].decode()], strict=True)))


def parts(path: Path) -> list[tuple[int, int]]:
    """The file cut into parts of 32 MB, each line in exactly one of them."""
    size = path.stat().st_size
    return [(start, min(size, start + PART)) for start in range(0, size, PART)]


class Python:
    """Plain Python: one process for a city's roster, as many as there are cores for a larger one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self, seed: str, window: Window, open_: Open) -> Iterable[Row]:
        """The rows of the window, by (ticket, code)."""
        work, pieces = partial(scan, str(self.path), seed, window.as_bytes, open_), parts(self.path)
        if len(pieces) == 1:
            return sorted(work(pieces[0]))
        with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
            return sorted(row for rows in pool.map(work, pieces) for row in rows)

    def close(self) -> None:
        """Nothing is held."""
