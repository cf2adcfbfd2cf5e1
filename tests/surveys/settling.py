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

    def opened(until_on: date) -> tuple[str, str]:
        with transaction():
            told = {"groups": [Group.DEPUTIES, Group.ENTREPRENEURS], "departments": [unit], "by": officer, "at": at}
            survey = service.open_survey("评议部门", at.date(), until_on, **told)
        with transaction():
            codes = service.print_codes(survey, Group.DEPUTIES, 6, by=officer, at=at)
        for code in codes[:5]:
            with transaction():
                found = queries.by_number(survey.number, lock=True)
                answers = {unit.id: Answer(Level.GOOD, "办得快")}
                service.cast(found, code, answers, mark="", by=service.VOTER, at=at)
        return survey.number, codes[-1]

    number, code = opened(at.date() + timedelta(days=9))
    closed, _code = opened(at.date())
    with transaction():
        service.close(queries.by_number(closed, lock=True), by=officer, at=at + timedelta(days=1))
    return {"survey": number, "survey_code": code, "survey_closed": closed, "survey_batch": 1}
