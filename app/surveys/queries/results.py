"""What a closed survey shows, and why people answered as they did."""

import hashlib
import json
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import select

from app.departments.models import Department
from app.kernel.db import db
from app.kernel.errors import Refused
from app.surveys import rules
from app.surveys.models import Reason, Survey, Tally
from app.surveys.queries.surveys import issued
from app.surveys.rules import Counts, Known, Level, State


class Line(NamedTuple):
    """One department as anybody may see it; None is hidden."""

    department: Department
    counts: Counts | None
    groups: dict[str, Counts] | None

    @property
    def answers(self) -> int | None:
        """How many rated it."""
        return sum(self.counts) if self.counts is not None else None

    @property
    def mean(self) -> Fraction | None:
        """The mean of the scores, exact."""
        return rules.mean(self.counts) if self.counts is not None else None


def table(survey: Survey) -> dict[tuple[int, str], Counts]:
    """What was counted, by department and group, in the order of the levels. Nothing that anybody may see as it is."""
    found: dict[tuple[int, str], dict[Level, int]] = {}
    for one in db.session.scalars(select(Tally).where(Tally.survey_id == survey.id)):
        found.setdefault((one.department_id, one.group), {})[one.level] = one.count
    return {key: tuple(counts[level] for level in Level) for key, counts in found.items()}


def frozen(survey: Survey) -> str:
    """The digest of everything that was counted and said."""
    counted = sorted([key, group, list(counts)] for (key, group), counts in table(survey).items())
    said = sorted([one.department_id, one.group, one.level, one.words] for one in _reasons(survey))
    return hashlib.sha256(json.dumps([counted, said], ensure_ascii=False).encode()).hexdigest()


def lines(survey: Survey) -> list[Line]:
    """Each department with what may be shown. Refuses a survey that is not closed, to whoever asks.

    A group that got no codes is known to have said nothing: it counts as not asked.
    """
    if survey.state is not State.CLOSED:
        raise Refused("survey_not_closed", status=409)
    keys, codes = [one.department_id for one in survey.subjects], issued(survey)
    asked = [one for one in survey.groups if codes[one]]
    known = Known(survey.ballots, tuple(codes[one] for one in asked), survey.least)
    shown = rules.published(table(survey), keys, asked, known)
    found = []
    for one in survey.subjects:
        row = shown[one.department_id]
        found.append(Line(one.department, row.total, dict(row.groups) if row.groups else None))
    return found


def reasons(survey: Survey) -> list[tuple[Department, Level, str, str]]:
    """Department, level, group and words of each reason; the group only where the department's groups are shown.

    Those of a department that too few rated are hidden whole.
    """
    shown = {line.department.id: line for line in lines(survey)}
    found = []
    for one in _reasons(survey):
        line = shown[one.department_id]
        if line.counts is not None:
            found.append((line.department, one.level, one.group if line.groups else "", one.words))
    order = list(Level)
    return sorted(found, key=lambda row: (row[0].code, -order.index(row[1]), row[3]))


def _reasons(survey: Survey) -> Sequence[Reason]:
    return db.session.scalars(select(Reason).where(Reason.survey_id == survey.id).order_by(Reason.key)).all()
