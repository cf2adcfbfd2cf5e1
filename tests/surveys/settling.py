"""Surveys of the town: one that takes ballots, with a code in hand, and one that is closed."""

from datetime import date, datetime, timedelta
from typing import Any

from app.accounts.models import User
from app.departments.models import Department
from app.kernel.db import transaction
from app.surveys import queries, service
from app.surveys.rules import Group, Level
from app.surveys.service.casting import Answer


def settle(unit: Department, officer: User, *, at: datetime) -> dict[str, Any]:
    """The names by which the walks know them."""
    past = at - timedelta(days=30)

    def opened(when: datetime, until_on: date) -> tuple[str, str]:
        days = (when.date(), until_on)
        with transaction():
            told = {"groups": [Group.DEPUTIES, Group.ENTREPRENEURS], "departments": [unit], "by": officer, "at": when}
            survey = service.open_survey("评议部门", *days, **told)
        with transaction():
            codes = service.print_codes(survey, Group.DEPUTIES, 6, by=officer, at=when)
        for code in codes[:5]:
            with transaction():
                found = queries.by_number(survey.number, lock=True)
                told = {"mark": "", "by": service.VOTER, "at": when}
                service.cast(found, code, {unit.id: Answer(Level.GOOD, "办得快")}, **told)
        return survey.number, codes[-1]

    number, code = opened(at, at.date() + timedelta(days=9))
    closed, _code = opened(past, past.date() + timedelta(days=9))
    with transaction():
        service.close(queries.by_number(closed, lock=True), by=officer, at=past + timedelta(days=10))
    return {"survey": number, "survey_code": code, "survey_closed": closed, "survey_batch": 1}
