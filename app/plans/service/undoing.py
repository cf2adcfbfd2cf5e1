"""Taking a department's sheet of tasks back, as long as the plan is a draft."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.departments import queries as departments
from app.items import queries as items
from app.kernel.permissions import Actor
from app.kernel.sheets import undoing
from app.ledger.service import record
from app.plans import queries
from app.plans.models import PlanTask
from app.plans.rules import Targeting
from app.plans.service.keeping import CHANGEABLE, remove_task, revise_task

Row = Mapping[str, Any]


def look(rows: Sequence[Row]) -> dict[str, Any]:
    """The tasks that rows name as they stand, by year and number."""
    return _standing(_key(row["year"], row["number"]) for row in rows)


def undo(kept: undoing.Kept, *, digest: str, loaded_at: datetime, by: Actor, at: datetime) -> None:
    """Take back the import of `loaded_at`. Refuses where a task was changed since, or its plan is published.

    Each task has its own entry in the ledger; one more carries the file's digest. Months that were set by hand before
    the import are spread evenly.
    """
    found = _tasks(kept)
    for key, before in undoing.steps(kept, _standing(kept)):
        if before is None:
            remove_task(found[key], by=by, at=at)
        else:
            revise_task(found[key], by=by, at=at, **_read(before))
    facts: dict[str, Any] = {"digest": digest, "loaded_at": loaded_at, "rows": len(kept)}
    record("plan:undo_import", f"import:{digest[:16]}", by=by, at=at, **facts)


def _key(year: int, number: str) -> str:
    return f"{year} {number}"


def _tasks(keys: Iterable[str]) -> dict[str, PlanTask]:
    wanted = set(keys)
    plans = [plan for year in {int(key.split(" ")[0]) for key in wanted} if (plan := queries.find(year))]
    tasks = {_key(plan.year, task.number): task for plan in plans for task in queries.tasks(plan)}
    return {key: task for key, task in tasks.items() if key in wanted}


def _standing(keys: Iterable[str]) -> dict[str, Any]:
    return {key: _plain(task) for key, task in _tasks(keys).items()}


def _plain(task: PlanTask) -> dict[str, Any]:
    plain = {key: undoing.plain(getattr(task, key)) for key in CHANGEABLE if key not in {"departments", "items"}}
    codes = {"departments": [one.code for one in task.departments], "items": [item.code for item in task.items]}
    return plain | codes | {"schedule": dict(task.schedule)}


def _read(values: Row) -> dict[str, Any]:
    units, looked_at = departments.by_codes(values["departments"]), items.by_codes(values["items"])
    lists = {"departments": [units[code] for code in values["departments"]], "items": list(looked_at.values())}
    return {key: values[key] for key in CHANGEABLE} | lists | {"targeting": Targeting(values["targeting"])}
