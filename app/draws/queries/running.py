"""A draw whose roster stays in its file: `result.json` with memory bounded by the result (draw/1 "What must hold")."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from app.draws import rules
from app.draws.queries.duck import DuckDB
from app.draws.queries.scanning import Python
from app.draws.queries.sparks import Spark
from app.draws.queries.windows import Engine, order
from app.kernel.errors import Refused

ENGINES: dict[str, Callable[[Path], Engine]] = {"python": Python, "duckdb": DuckDB, "spark": Spark}
_SMALL = tuple(name for name in (*rules.LOCKED, rules.MANIFEST, rules.VALUE) if name != rules.ROSTER)


def run(folder: Path, engine: str = "python") -> rules.Result:
    """The draw of a folder's locked files and value. The bytes are the same from every engine.

    Refuses files that are missing, malformed or not those of the manifest: the roster's sum is made beside the draw.
    """
    roster = folder / rules.ROSTER
    for name in (*_SMALL, rules.ROSTER):
        if not (folder / name).is_file():
            raise Refused("draw_file_missing", file=name)
    files = {name: (folder / name).read_bytes() for name in _SMALL}
    with ThreadPoolExecutor(1) as beside:
        total = beside.submit(_sum, roster)
        try:
            return _drawn(files, roster, engine)
        finally:
            rules.check_sums(files, {rules.ROSTER: total.result()})


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _drawn(files: rules.Files, roster: Path, engine: str) -> rules.Result:
    lists = rules.read(files, roster=False)
    commitment, seed = rules.seed_of(files, rules.value_of(files))
    state = rules.Walk(lists.tasks, lists.caps)
    try:
        with closing(ENGINES[engine](roster)) as made:
            return rules.drawn(commitment, seed, lists, state, order(made, seed, state, roster))
    except Refused:
        raise
    except Exception as error:
        raise Refused("draw_engine_stopped", engine=engine, why=str(error)[:200]) from error
