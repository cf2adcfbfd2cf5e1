"""Publication as rules: channels, grounds of taking down, how a rate is told."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.kernel.errors import Refused
from app.results.rules import FOLLOWED, Kind


class Channel(StrEnum):
    """Where a result must be published (`publish.results`): province, nation, 信用益阳, 互联网+监管."""

    PROVINCIAL = "provincial"
    NATIONAL = "national"
    CREDIT = "credit"
    SUPERVISION = "supervision"


class Purpose(StrEnum):
    """What a channel is asked for: to publish a result, to correct it, or to take it down."""

    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


class Ground(StrEnum):
    """Why a published result is taken down: wrong; revoked by a decision; of somebody else; personal data in it."""

    WRONG = "wrong"
    REVOKED = "revoked"
    MISTAKEN_IDENTITY = "mistaken_identity"
    PERSONAL_DATA = "personal_data"


class Cause(StrEnum):
    """Why a published result is corrected: written down wrongly; judged otherwise on review; changed by a decision."""

    ENTRY_ERROR = "entry_error"
    REVIEWED = "reviewed"
    DECISION = "decision"


class Step(StrEnum):
    """Where a record of a channel stands: to be exported, exported, received."""

    WAITING = "waiting"
    EXPORTED = "exported"
    RECEIVED = "received"


class Rate(NamedTuple):
    """A rate of the year (item coverage, tasks done, results published) with the rows that break it."""

    name: str
    done: int
    of: int
    broken: tuple[tuple[str, str], ...]

    @property
    def whole(self) -> bool:
        """Whether it is 100 %: nothing that should be done is left; of nothing, it is not."""
        return self.of > 0 and self.done == self.of

    @property
    def tenths(self) -> int | None:
        """In tenths of a percent, rounded down, so that 100 % is told only where it is; None of nothing."""
        return self.done * 1000 // self.of if self.of else None


def rate(name: str, wanted: Sequence[str], done: Iterable[str], lacking: dict[str, str]) -> Rate:
    """How many of what is wanted are done; `lacking` says of the others what is missing."""
    kept = set(done)
    broken = tuple((one, lacking.get(one, "")) for one in wanted if one not in kept)
    return Rate(name, len(wanted) - len(broken), len(wanted), broken)


def check_correction(before: Sequence[Kind], after: Sequence[Kind]) -> None:
    """A correction changes something, and nothing that would have to be followed up: that asks for a visit."""
    if list(before) == list(after):
        raise Refused("correction_unchanged", field="kind_0")
    new = (now for was, now in zip(before, after, strict=True) if now is not was)
    if any(kind in FOLLOWED for kind in new):
        raise Refused("correction_asks_for_visit", field="kind_0")


def check_found(found_on: date, *, published_on: date, today: date) -> None:
    """A ground is found on a day since the publication that is not to come."""
    if found_on > today:
        raise Refused("day_to_come", field="found_on")
    if found_on < published_on:
        raise Refused("ground_before_publication", field="found_on")
