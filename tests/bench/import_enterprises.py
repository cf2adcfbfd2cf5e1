"""How long an import of a real inspection list takes, and how much memory: `python -m tests.bench.import_enterprises`.

Takes the list of 42 782 rows where it lies beside the project, else a made-up one of the same size, into a migrated
SQLite file of its own. Prints each stage's wall and processor seconds, their ratio to bare openpyxl reading the same
bytes in the same run, and the peak of resident memory. Fails where the goals (30 s of processor, 500 MB) are missed.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import flask_migrate
import openpyxl

from app.enterprises import service
from app.enterprises.schemas import KEY, EnterpriseRow
from app.factory import create_app
from app.kernel import clock, shelf
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM
from app.kernel.sheets import check, marked, read, workbook
from tests import make

REAL = Path(__file__).parents[3] / "shared" / "data" / "zj_drcheck_check03_42782rows.xlsx"
ROWS = 42_782
MOST_SECONDS, MOST_MEGABYTES = 30, 500


def main() -> int:
    data = REAL.read_bytes() if REAL.is_file() else made_up()
    stages: list[tuple[str, float, float]] = []

    def timed(name: str, work: Callable[[], Any]) -> Any:
        wall, processor = time.perf_counter(), time.process_time()
        found = work()
        stages.append((name, time.perf_counter() - wall, time.process_time() - processor))
        return found

    timed("openpyxl alone", lambda: bare(data))
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"BE_MODE": "test", "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite"})
        with app.app_context():
            flask_migrate.upgrade()
            book = timed("read", lambda: read(data))
            checked = timed("check", lambda: check(book, EnterpriseRow(), key=KEY))
            timed("load", lambda: load(checked.good, data))
            timed("load again, nothing new", lambda: load(checked.good, data))
            memory = peak()
            timed("give back marked", lambda: marked(checked))
    report(stages, memory, f"{checked.rows} rows, {len(checked.good)} good, {len(checked.bad)} refused")
    whole = sum(processor for name, _, processor in stages[1:4])
    return int(whole > MOST_SECONDS or memory > MOST_MEGABYTES)


def bare(data: bytes) -> int:
    book = openpyxl.load_workbook(BytesIO(data), read_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))


def load(rows: Any, data: bytes) -> service.Counts:
    with transaction():
        return service.load([row.values for row in rows], digest=shelf.digest(data), by=SYSTEM, at=clock.now())


def made_up() -> bytes:
    rows = ([f"沅江市试验第{number}号有限公司", make.code(number), "沅江市市场监督管理局"] for number in range(ROWS))
    return workbook("名单", ["企业名称", "注册号/统一社会信用代码", "登记机关"], rows)


def peak() -> float:
    """The most memory that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(stages: list[tuple[str, float, float]], memory: float, rows: str) -> None:
    alone = stages[0][2]
    print(f"{rows}\n{'stage':<26}{'wall s':>8}{'cpu s':>8}{'x openpyxl':>12}")
    for name, wall, processor in stages:
        print(f"{name:<26}{wall:>8.2f}{processor:>8.2f}{processor / alone:>12.2f}")
    wall, processor = (sum(stage[place] for stage in stages[1:4]) for place in (1, 2))
    print(f"{'read + check + load':<26}{wall:>8.2f}{processor:>8.2f}{processor / alone:>12.2f}")
    print(f"peak memory before marking {memory:.0f} MB, after {peak():.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
