"""Publications of the town: one that is public and exported, one that is contested, one that was taken down."""

from typing import Any

from app.accounts.models import User
from app.departments.models import Department
from app.items.models import Item
from app.kernel.db import transaction
from app.publication import queries
from app.publication import service as publication
from app.publication.models import Publication
from app.publication.rules import Channel, Ground, Purpose
from tests.results.settling import TODAY, Settling
from tests.visits.scene import AT


def settle(owner: User, applicant: User, leader: User, unit: Department, item: Item) -> dict[str, Any]:
    """The names by which the walks know them."""
    town = Settling(owner, applicant, leader, unit, item)

    def published() -> Publication:
        result = town.recorded()
        with transaction():
            return publication.publish(result, by=applicant, at=AT)

    public, contested, gone = published(), published(), published()
    with transaction():
        waiting = list(queries.waiting(Channel.CREDIT, Purpose.PUBLISH, to=applicant))
        batch = publication.export(Channel.CREDIT, Purpose.PUBLISH, waiting, ["行"], by=applicant, at=AT)
    for one in (contested, gone):
        with transaction():
            publication.contest(one, ground=Ground.WRONG, found_on=TODAY, by=applicant, at=AT)
    with transaction():
        publication.withdraw(gone, by=applicant, at=AT)
    return {"public": public.number, "contested": contested.number, "gone": gone.number, "batch": batch.id}
