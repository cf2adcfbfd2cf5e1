"""A survey with codes in hand, made by the services."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from app.departments.models import Department
from app.kernel.db import transaction
from app.kernel.permissions import Role
from app.surveys import queries, service
from app.surveys.models import Survey
from app.surveys.rules import Group, Level
from app.surveys.service import VOTER
from app.surveys.service.casting import Answer
from tests import make

AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
OVER = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)


class Cast:
    """Two departments rated by deputies and entrepreneurs until 20 September."""

    def __init__(self) -> None:
        make.calendar()
        make.rulebook()
        self.units = [make.department(), make.department()]
        self.officer = make.user(Role.OVERSIGHT)
        self.clerk = make.user(Role.CLERK, self.units[0])
        self.survey = self.opened()
        self.codes = {group: self.printed(group, 8) for group in (Group.DEPUTIES, Group.ENTREPRENEURS)}

    def opened(self) -> Survey:
        days = (date(2026, 9, 1), date(2026, 9, 20))
        with transaction():
            groups, who = [Group.DEPUTIES, Group.ENTREPRENEURS], {"by": self.officer, "at": AT}
            return service.open_survey("评议", *days, groups=groups, departments=self.units, **who)

    def printed(self, group: Group, size: int) -> list[str]:
        with transaction():
            return service.print_codes(self.survey, group, size, by=self.officer, at=AT)

    def cast(self, code: str, answers: Mapping[Department, Level], *, mark: str = "", words: str = "") -> bool:
        told = {unit.id: Answer(level, words) for unit, level in answers.items()}
        with transaction():
            survey = queries.by_number(self.survey.number, lock=True)
            return service.cast(survey, code, told, mark=mark, by=VOTER, at=AT)

    def close(self) -> None:
        with transaction():
            service.close(queries.by_number(self.survey.number, lock=True), by=self.officer, at=OVER)
