"""The engine `python`, and the piece of work that Spark hands out: one pass over a part of a roster file.

`scan` takes and gives plain values and needs the standard library alone, so that it can be sent to another machine.
"""

import csv
import hashlib
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from app.draws.queries.windows import Open, Row, Window

PART, QUOTE = 32 * 2**20, 0x22


def scan(path: str, seed: str, ends: tuple[bytes, bytes], open_: Open, part: tuple[int, int]) -> list[Row]:
    """The rows of the lines that begin in a part of the file, with tickets between the ends; not sorted."""
    sha, begins, found = hashlib.sha256, f"{seed}\n".encode(), []
    (low, high), (start, end) = ends, part
    with open(path, "rb") as file:  # noqa: PTH123
        file.seek(max(0, start - 1))
        at = max(0, start - 1) + len(file.readline())
        for line in file:
            if at >= end:
                break
            at += len(line)
            plain = line.count(b",") == 2 and line[0] != QUOTE
            ticket = sha(begins + (line[: line.index(b",")] if plain else _cells(line)[0].encode())).digest()
            if low <= ticket < high:
                code, stratum, tasks = _cells(line)
                if not open_.get(stratum, frozenset()).isdisjoint(tasks.split(" ")):
                    found.append((ticket.hex(), code, stratum, tasks))
    return found


def _cells(line: bytes) -> tuple[str, str, str]:
    code, stratum, tasks = next(csv.reader([line.decode().removesuffix("\n")], strict=True))
    return code, stratum, tasks


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
