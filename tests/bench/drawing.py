"""One draw in a process of its own: `python -m tests.bench.drawing FOLDER ENGINE`, ENGINE also `bare`.

Prints seconds, seconds of processor and peak memory in MB over all its processes, visits and the sum of the result.
`bare` is what every engine
is measured against: the ticket of every code of the roster by hashlib, one process for each core, and nothing else.
"""

import hashlib
import json
import os
import resource
import sys
import time
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from app.draws import queries, rules
from app.draws.queries import running, scanning


def tickets(path: str, seed: bytes, part: tuple[int, int]) -> int:
    """The tickets of a part of the roster, made and let go."""
    sha, count, (start, end) = hashlib.sha256, 0, part
    with Path(path).open("rb") as file:
        file.seek(max(0, start - 1))
        at = max(0, start - 1) + len(file.readline())
        for line in file:
            if at >= end:
                break
            at += len(line)
            sha(seed + line[: line.index(b",")]).hexdigest()
            count += 1
    return count


def bare(roster: Path) -> int:
    """How many tickets the cores made together."""
    work = partial(tickets, str(roster), b"0" * 64 + b"\n")
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        return sum(pool.imap_unordered(work, scanning.parts(roster)))


def used(process: int) -> tuple[float, float]:
    """Seconds of processor, and the most memory in MB, of a process and all that it started, as far as they are there.

    Of those that are gone their time is counted.
    """
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    memory = next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), 0.0)
    ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:15]
    seconds = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    children = " ".join(path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children"))
    several = [used(int(child)) for child in children.split()]
    return seconds + sum(one for one, _ in several), memory + sum(one for _, one in several)


def measured(folder: Path, engine: str) -> dict[str, Any]:
    """The draw, timed; what its processes used is read before the engine lets them go.

    What it takes to have an engine there at all (a Java machine, a database in memory) is told apart.
    """
    processor = peak = started = 0.0
    made = queries.ENGINES[engine]

    class Watched(made):  # type: ignore[misc, valid-type]
        def __init__(self, path: Path) -> None:
            nonlocal started
            before = used(os.getpid())[0]
            super().__init__(path)
            started = used(os.getpid())[0] - before

        def close(self) -> None:
            nonlocal processor, peak
            processor, peak = used(os.getpid())
            super().close()

    running.ENGINES[engine] = Watched
    begun = time.perf_counter()
    result = queries.run(folder, engine)
    seconds = time.perf_counter() - begun
    gone = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (os.cpu_count() or 1) if engine == "python" else 0
    processor += used(os.getpid())[0] - processor if engine != "spark" else 0
    found = {"seconds": seconds, "processor": processor - started, "started": started, "megabytes": peak + gone / 1024}
    return {**found, "visits": len(result.visits), "sum": rules.digest(result.content)}


def main() -> None:
    folder, engine = Path(sys.argv[1]), sys.argv[2]
    if engine == "bare":
        begun = time.perf_counter()
        count = bare(folder / rules.ROSTER)
        seconds = time.perf_counter() - begun
        print(json.dumps({"seconds": seconds, "processor": used(os.getpid())[0], "tickets": count}))
    else:
        print(json.dumps(measured(folder, engine)))


if __name__ == "__main__":
    main()
