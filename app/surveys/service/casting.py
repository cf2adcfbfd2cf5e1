"""Casting a ballot: it becomes counts and lone reasons in the act that uses its code, and is gone."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import case, delete, insert, select, tuple_, update

from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor, Nameless
from app.ledger.service import record, request_id
from app.surveys import queries, rules
from app.surveys.models import Code, Reason, Survey, Tally
from app.surveys.rules import Group, Level

VOTER = Nameless("voter")


class Answer(NamedTuple):
    """A level, and why."""

    level: Level
    words: str = ""


def cast(survey: Survey, code: str, answers: Mapping[int, Answer], *, mark: str, by: Actor, at: datetime) -> bool:
    """Count the answers, by department, and use the code up; False where the same form (`mark`) was sent before.

    `survey` is locked for this act. Every count, code and reason of the survey is written with each ballot, so that
    what the database itself remembers of its last writes (order, transaction) tells nothing of one of them. Its entry
    has neither the form's mark nor the request's, wherever the ballot comes from.
    """
    rules.check_open(survey.state, survey.from_on, survey.until_on, today=clock.day(at))
    found = queries.code(code)
    if found is None or found.survey_id != survey.id:
        raise Refused("survey_code_unknown", field="code")
    sent = hashlib.sha256(mark.encode()).hexdigest()
    if found.used_on is not None:
        if mark and found.sent == sent:
            return False
        raise Refused("survey_code_used", field="code", status=409)
    known = {one.department_id for one in survey.subjects}
    if not answers or set(answers) - known:
        raise Refused("survey_ballot_empty")
    group = found.batch.group
    _use(survey, found.digest, sent, clock.day(at))
    _count(survey, group, answers)
    _say(survey, group, answers)
    request_id.set("")
    record("survey:cast", survey.number, by=by, at=at)
    return True


def _use(survey: Survey, digest: str, sent: str, on: date) -> None:
    """Mark the code used, with the day only; all codes of the survey are written."""
    hit = Code.digest == digest
    used_on, form = case((hit, on), else_=Code.used_on), case((hit, sent), else_=Code.sent)
    db.session.execute(update(Code).where(Code.survey_id == survey.id).values(used_on=used_on, sent=form))


def _count(survey: Survey, group: Group, answers: Mapping[int, Answer]) -> None:
    """Count each answer; all counts of the survey are written."""
    chosen = [(key, one.level) for key, one in answers.items()]
    hit = (Tally.group == group) & tuple_(Tally.department_id, Tally.level).in_(chosen)
    counted = update(Tally).where(Tally.survey_id == survey.id).values(count=Tally.count + case((hit, 1), else_=0))
    db.session.execute(counted)


def _say(survey: Survey, group: Group, answers: Mapping[int, Answer]) -> None:
    """Add the reasons under random keys; all reasons of the survey are written anew in the order of their keys."""
    names = ("key", "survey_id", "department_id", "group", "level", "words")
    own = select(*(getattr(Reason, name) for name in names)).where(Reason.survey_id == survey.id)
    rows = [dict(zip(names, row, strict=True)) for row in db.session.execute(own)]
    rows += [
        dict(zip(names, (secrets.token_hex(16), survey.id, key, group, one.level, one.words), strict=True))
        for key, one in answers.items()
        if one.words
    ]
    if rows:
        db.session.execute(delete(Reason).where(Reason.survey_id == survey.id))
        db.session.execute(insert(Reason), sorted(rows, key=lambda row: str(row["key"])))
