"""Measures of the town: the shipped list, one unit behind a name, a circular and a demand about the second quarter."""

from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.departments.models import Department
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM
from app.measures import queries, schemas, service
from app.measures.rules import Holder, Quarter, StepKind


def settle(unit: Department, officer: User, *, at: datetime) -> dict[str, Any]:
    """The names by which the walks know them."""
    with transaction():
        service.load(schemas.shipped(2026), digest="0" * 64, by=SYSTEM, at=at)
    with transaction():
        service.match("市发改局", Holder.DEPARTMENT, unit, by=officer, at=at)
    numbers = []
    for number in (1, 2):
        for kind in StepKind:
            with transaction():
                told = {"title": "通报", "body": "未按期报送。", "by": officer, "at": at}
                numbers.append(service.issue(kind, unit, Quarter(2026, number), **told).number)
    with transaction():
        service.receive(queries.step(numbers[1], to=officer), by=officer, at=at)
    return {"received": numbers[1], "circular": numbers[2], "demand": numbers[3]}
