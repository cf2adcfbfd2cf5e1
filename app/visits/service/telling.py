"""Who is told of a visit: the enterprise, the inspectors who go, the departments."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from app.accounts import queries as accounts
from app.draws.models import Draw
from app.inspectors.models import Inspector
from app.notices import rules as audience
from app.notices import service as notices
from app.visits import queries
from app.visits.models import Visit


def tell_enterprise(visit: Visit, kind: str, *, at: datetime) -> None:
    """Told to everybody who signs in for the enterprise, unless it is not to know of the visit yet."""
    if queries.is_hidden(visit):
        return
    facts = {"department": "、".join(one.name for one in visit.departments), "day": visit.starts_on.isoformat()}
    for one in accounts.of_enterprise(visit.enterprise_id):
        notices.tell(audience.user(one.id), kind, visit.number, at=at, **facts)


def tell_people(visit: Visit, people: Iterable[Inspector], *, at: datetime) -> None:
    """Told to the inspectors who go, as far as they have accounts."""
    facts = {"enterprise": visit.enterprise.name, "day": visit.starts_on.isoformat()}
    for one in people:
        if one.account is not None:
            notices.tell(audience.user(one.account.user_id), "visit_assigned", visit.number, at=at, **facts)


def tell_departments(draw: Draw, made: Iterable[Visit], *, at: datetime) -> None:
    """Told to each department that a draw sends, with the number of its visits."""
    for key, count in Counter(unit.id for visit in made for unit in visit.departments).items():
        notices.tell(audience.department(key), "visits_assigned", draw.number, at=at, count=count)
