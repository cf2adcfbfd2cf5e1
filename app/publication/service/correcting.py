"""A published result is corrected: a new version with its cause; the channels that have the old one are told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.accounts import queries as accounts
from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, Refused
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.publication import queries, rules
from app.publication.models import Correction, Publication
from app.publication.rules import Cause, Purpose, Step
from app.publication.service.publishing import ask
from app.publication.service.withdrawing import held
from app.results.rules import Kind, worst


def correct(
    publication: Publication,
    kinds: Sequence[Kind],
    *,
    cause: Cause,
    words: str,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> Correction:
    """Say anew what was found of each item, in their order. Refuses another department's, and what is to go or is gone.

    `words` are the reason in the department's own words: the office reads them, the public does not.
    """
    _expect(publication, seen, by)
    before = [Kind(one) for one in publication.kinds]
    rules.check_correction(before, kinds)
    if not words:
        raise Refused("required", field="words")
    known = queries.corrections(publication)
    made = Correction(visit_id=publication.visit_id, position=len(known) + 1, cause=cause, words=words)
    made.kind_before, made.kinds_before = publication.kind, [one.value for one in before]
    made.kind_after, made.kinds_after = worst(kinds), [one.value for one in kinds]
    made.corrected_at, made.corrected_by_id = at, by.id
    publication.kind, publication.kinds, publication.corrected_at = made.kind_after, made.kinds_after, at
    db.session.add(made)
    told = _tell_channels(publication, made.position, at)
    _tell_enterprise(publication, at=at)
    facts: dict[str, Any] = {"before": made.kinds_before, "after": made.kinds_after, "cause": cause, "words": words}
    record("publication:correct", publication.number, by=by, at=at, position=made.position, channels=told, **facts)
    return made


def _expect(publication: Publication, seen: int | None, by: User) -> None:
    if by.department_id != publication.department_id:
        raise Forbidden("result_of_others")
    if publication.withdrawn_at is not None:
        raise Conflict("publication_withdrawn")
    if publication.ground is not None:
        raise Conflict("publication_contested")
    if seen is not None and seen != publication.version:
        raise Conflict("changed_meanwhile")


def _tell_channels(publication: Publication, position: int, at: datetime) -> list[str]:
    """Each channel that has the result; one whose last correction was not exported yet gets this one with it."""
    steps = queries.records(publication)
    waiting = {channel for (channel, purpose), (_, step) in steps.items() if (purpose, step) == _OPEN}
    told = [channel for channel in held(publication) if channel not in waiting]
    db.session.add_all(ask(publication, channel, Purpose.CORRECT, at, position) for channel in told)
    return [channel.value for channel in told]


_OPEN = (Purpose.CORRECT, Step.WAITING)


def _tell_enterprise(publication: Publication, *, at: datetime) -> None:
    for one in accounts.of_enterprise(publication.enterprise_id):
        facts = {"department": publication.department}
        notices.tell(audience.user(one.id), "publication_corrected", publication.number, at=at, **facts)
