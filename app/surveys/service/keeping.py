"""The office's acts: it opens a survey, prints its codes, voids what went astray, closes it for good."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.accounts.models import User
from app.departments.models import Department
from app.kernel import clock, serials
from app.kernel.db import db
from app.kernel.errors import Refused
from app.ledger.service import record
from app.policy import queries as policy
from app.surveys import queries, rules
from app.surveys.models import Batch, Code, Subject, Survey, Tally
from app.surveys.rules import Group, Level, State

LEAST, PREFIX, MOST_CODES = "survey.least", "PY", 1000


def open_survey(
    title: str,
    from_on: date,
    until_on: date,
    *,
    groups: Sequence[Group],
    departments: Sequence[Department],
    by: User,
    at: datetime,
) -> Survey:
    """Open a survey of these departments among these groups; how few are hidden is the rulebook's of this day."""
    rules.check_days(from_on, until_on, today=clock.day(at))
    if not departments or not groups:
        raise Refused("survey_of_nobody", field="departments")
    term = policy.term(LEAST, clock.day(at))
    survey = Survey(number=serials.following(PREFIX, clock.day(at)), title=title, state=State.OPEN)
    survey.from_on, survey.until_on, survey.groups = from_on, until_on, [str(one) for one in groups]
    survey.least, survey.rulebook_version = max(int(term.value), 2), term.version
    survey.opened_at, survey.opened_by, survey.ballots, survey.issued, survey.digest = at, by.id, 0, 0, ""
    db.session.add(survey)
    db.session.flush()
    for place, one in enumerate(departments, 1):
        db.session.add(Subject(survey_id=survey.id, department_id=one.id, position=place))
        cells = [(group, level) for group in groups for level in Level]
        more = {"survey_id": survey.id, "department_id": one.id, "count": 0}
        db.session.add_all(Tally(group=group, level=level, **more) for group, level in cells)
    codes = [one.code for one in departments]
    record("survey:open", survey.number, by=by, at=at, title=title, departments=codes, groups=survey.groups)
    return survey


def print_codes(survey: Survey, group: Group, size: int, *, by: User, at: datetime) -> list[str]:
    """New codes for a group: told this once, kept as digests. Refuses a closed survey and a group not asked."""
    if survey.state is not State.OPEN:
        raise Refused("survey_closed", status=409)
    if group not in survey.groups:
        raise Refused("choice_unknown", field="group")
    if not 1 <= size <= MOST_CODES:
        raise Refused("survey_size", field="size", most=MOST_CODES)
    batch = Batch(survey_id=survey.id, group=group, size=size, made_at=at, made_by=by.id)
    db.session.add(batch)
    db.session.flush()
    codes = [rules.new_code() for _ in range(size)]
    kept = sorted(rules.digest(code) for code in codes)
    db.session.add_all(Code(digest=one, survey_id=survey.id, batch_id=batch.id) for one in kept)
    record("survey:print_codes", survey.number, by=by, at=at, batch=batch.id, group=group, size=size)
    return codes


def void(survey: Survey, batch_id: int, *, by: User, at: datetime) -> None:
    """Codes of a batch that were not used count no more: their slips went astray."""
    batch = next((one for one in queries.batches(survey) if one.id == batch_id), None)
    if batch is None or survey.state is not State.OPEN or batch.voided_at is not None:
        raise Refused("survey_batch_gone", status=409)
    batch.voided_at, batch.voided_by = at, by.id
    record("survey:void", survey.number, by=by, at=at, batch=batch.id)


def close(survey: Survey, *, by: User, at: datetime) -> None:
    """End a survey: what was counted is sealed by its digest and shown. Refuses one before its last day is over."""
    if survey.state is not State.OPEN:
        raise Refused("survey_closed", status=409)
    if clock.day(at) <= survey.until_on:
        raise Refused("survey_still_open", status=409, last=survey.until_on)
    found, digest = queries.progress(survey), queries.frozen(survey)
    survey.state, survey.closed_at, survey.closed_by = State.CLOSED, at, by.id
    survey.ballots, survey.issued, survey.digest = found.used, found.issued, digest
    facts: dict[str, Any] = {"ballots": found.used, "issued": found.issued, "digest": digest}
    record("survey:close", survey.number, by=by, at=at, rulebook_version=survey.rulebook_version, **facts)
