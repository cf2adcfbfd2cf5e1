"""A department's sheet of tasks as one act: new numbers added, known ones changed, none taken out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.departments import queries as departments
from app.departments.models import Department
from app.items import queries as items
from app.items.models import Item
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.plans import queries
from app.plans.models import AnnualPlan, PlanTask
from app.plans.service.keeping import CHANGEABLE, add_task, check, differs, revise_task

Row = Mapping[str, Any]


def load(rows: Sequence[Row], *, digest: str, refused: int = 0, by: Actor, at: datetime) -> dict[str, int]:
    """Bring the plans to what the rows say; each has `year`, `number` and `CHANGEABLE`, departments and items as codes.

    Each task that becomes different has its own entry in the ledger; one more carries the file's digest and counts.
    """
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    known, units, found = _known(rows), _units(rows), _items(rows)
    for row in rows:
        task, values = known.get((row["year"], row["number"])), _values(row, units, found)
        if task is None:
            add_task(queries.by_year(row["year"]), row["number"], **values, by=by, at=at)
            counts["created"] += 1
        else:
            counts["updated" if revise_task(task, **values, by=by, at=at) else "unchanged"] += 1
    facts: dict[str, Any] = {**counts, "rows": len(rows), "refused": refused}
    record("plan:import", f"import:{digest[:16]}", by=by, at=at, digest=digest, **facts)
    return counts


def forecast(rows: Sequence[Row]) -> dict[str, int]:
    """What `load` would do with these rows, without doing it."""
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    known, units, found = _known(rows), _units(rows), _items(rows)
    for row in rows:
        task, values = known.get((row["year"], row["number"])), _values(row, units, found)
        changed = task is not None and any(differs(task, name, value) for name, value in values.items())
        counts["created" if task is None else "updated" if changed else "unchanged"] += 1
    return counts


def _known(rows: Sequence[Row]) -> dict[tuple[int, str], PlanTask]:
    plans = [queries.by_year(year) for year in sorted({row["year"] for row in rows})]
    return {(plan.year, task.number): task for plan in plans for task in queries.tasks(plan)}


def _units(rows: Sequence[Row]) -> dict[str, Department]:
    return departments.by_codes({code for row in rows for code in row["departments"]})


def _items(rows: Sequence[Row]) -> dict[str, Item]:
    return items.by_codes({code for row in rows for code in row["items"]})


def _values(row: Row, units: Mapping[str, Department], known: Mapping[str, Item]) -> dict[str, Any]:
    values = {name: row[name] for name in CHANGEABLE if name not in {"departments", "items"}}
    values["departments"] = [units[code] for code in row["departments"]]
    return values | {"items": [known[code] for code in row["items"]]}


def check_row(plan: AnnualPlan, row: Row, *, at: datetime) -> None:
    """Refuses a row that no task of this plan can be, as `add_task` and `revise_task` would."""
    check(plan, _values(row, _units([row]), _items([row])), at)
