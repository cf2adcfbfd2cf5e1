"""Typical cases of the town: one that waits, one that is public, one that was taken down."""

from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.kernel.db import transaction
from app.typical_cases import queries, service
from tests.typical_cases.cast import WORDS


def settle(officer: User, second: User, leader: User, *, at: datetime) -> dict[str, Any]:
    """The names by which the walks know them."""
    keys = []
    for _ in range(3):
        with transaction():
            keys.append(service.draft(service.Draft(**WORDS), by=officer, at=at).id)
    for key in keys[1:]:
        for user in (second, leader):
            case = queries.get(key)
            with transaction():
                service.approve(case, looked=True, seen=case.version, by=user, at=at)
    gone = queries.get(keys[2])
    with transaction():
        service.withdraw(gone, words="有人认出来了", seen=gone.version, by=officer, at=at)
    numbers = [queries.get(key).number for key in keys[1:]]
    return {"case_waiting": keys[0], "case_standing": keys[1], "case_number": numbers[0], "case_gone": numbers[1]}
