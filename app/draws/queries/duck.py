"""The engine `duckdb`: one machine, every core, memory bounded by the window (requirements-scale.txt)."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.draws.queries.windows import Open, Row, Window
from app.kernel.errors import Refused

BATCH = 10_000
_ROWS = """
    SELECT sha256(? || uscc) AS ticket, uscc, stratum, tasks
    FROM read_csv(?, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', strict_mode = true,
        nullstr = '\x01', force_not_null = ['uscc', 'stratum', 'tasks'],
        columns = {'uscc': 'VARCHAR', 'stratum': 'VARCHAR', 'tasks': 'VARCHAR'}) AS roster
    SEMI JOIN open_strata ON roster.stratum = open_strata.name
        AND list_has_any(string_split(roster.tasks, ' '), open_strata.open_tasks)
    WHERE ticket >= ? AND ticket < ?
    ORDER BY ticket, uscc, stratum, tasks
"""


class DuckDB:
    """A database in memory that reads the roster where it lies."""

    def __init__(self, path: Path) -> None:
        try:
            duckdb: Any = importlib.import_module("duckdb")
        except ImportError:
            raise Refused("draw_engine_missing", engine="duckdb", requirements="requirements-scale.txt") from None
        self.path = str(path)
        self.connection = duckdb.connect()
        self.connection.execute("SET autoinstall_known_extensions = false; SET preserve_insertion_order = false")
        self.connection.execute("CREATE TABLE open_strata (name VARCHAR, open_tasks VARCHAR[])")

    def rows(self, seed: str, window: Window, open_: Open) -> Iterator[Row]:
        """The rows of the window, by (ticket, code)."""
        self.connection.execute("DELETE FROM open_strata")
        for stratum, tasks in open_.items():
            self.connection.execute("INSERT INTO open_strata VALUES (?, ?)", [stratum, sorted(tasks)])
        found = self.connection.execute(_ROWS, [f"{seed}\n", self.path, *window.as_hex])
        while rows := found.fetchmany(BATCH):
            yield from rows

    def close(self) -> None:
        """Let the memory go."""
        self.connection.close()
