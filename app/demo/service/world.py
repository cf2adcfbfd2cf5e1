"""The row of the city, and the refusals that keep any other database from being filled or thrown away."""

from datetime import date, datetime, timedelta

from app.demo import queries, rules
from app.demo.models import World
from app.demo.service.playing import close_until
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM
from app.ledger.rules.notes import Signer
from app.ledger.service import record
from app.notices import queries as notices
from app.notices import service as outbox

FRESH = timedelta(days=1)
MANY = 100_000


def begin(*, as_of: date, seed: int, scale: rules.Scale, at: datetime) -> World:
    """Note that a city is being built; `at` is the real instant. Refuses a database that holds anything."""
    if queries.is_foreign() or queries.world() is not None:
        raise Refused("demo_foreign_data")
    world = World(id=1, as_of=as_of, seed=seed, scale=scale, begun_at=at, cases={})
    db.session.add(world)
    record("demo:begin", "demo", by=SYSTEM, at=rules.nine(rules.opening(as_of)), scale=scale, seed=seed)
    return world


def finish(world: World, cases: dict[str, str], *, signer: Signer, at: datetime) -> None:
    """The city is complete: from the real instant `at` on its clock runs from nine o'clock of its day.

    Every day before it is closed by `signer`; who can be tried has opened all notices but the newest.
    """
    close_until(world.as_of, signer=signer)
    world.cases, world.loaded_at = cases, at
    told = rules.nine(world.as_of)
    for user in queries.signins():
        unread, _total = notices.listing(notices.told_to(user), user, unread=True, page=1, per_page=MANY)
        old = [notice for notice in unread if notice.at < told - FRESH]
        outbox.read(old, by=user, at=told)
    record("demo:finish", "demo", by=SYSTEM, at=told, day=clock.day(told))
