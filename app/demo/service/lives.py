"""One complaint's life: which acts it will see, each with its instant and its words. Nothing happens here yet."""

from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from app.accounts.models import User
from app.complaints import service as complaints
from app.complaints.models import Complaint
from app.complaints.rules import Channel, Disclosure
from app.demo.service.town import Town
from app.enterprises.models import Enterprise
from app.kernel import clock
from app.kernel.permissions import COMPLAINANT, Actor


class Who(NamedTuple):
    """How a complaint comes in, and from whom; `owner` is the account that follows it, None where a code will."""

    owner: tuple[User, Enterprise] | None
    person: str
    phone: str
    channel: Channel = Channel.WEB
    disclosure: Disclosure = Disclosure.CONFIDENTIAL


class Step(NamedTuple):
    """A step of the ceremony, among the acts of the story; it is given the key of the identities."""

    at: datetime
    order: tuple[int, int]
    do: Callable[[bytes], None]


class Act(NamedTuple):
    """One act to come: the verb of the complaint line and its arguments."""

    at: datetime
    order: tuple[int, int]
    life: "Life"
    verb: str
    arguments: Mapping[str, Any]


class Life:
    """The acts of one complaint. `complaint` is there once it has been filed."""

    def __init__(self, number: int, tale: Mapping[str, Any], who: Who, town: Town, random: Random) -> None:
        self.number = number
        self.tale = tale
        self.who = who
        self.town = town
        self.random = random
        self.code: str = tale["to"][0]
        self.files: tuple[complaints.Upload, ...] = ()
        self.acts: list[Act] = []
        self.complaint: Complaint | None = None

    @property
    def officer(self) -> User:
        return self.town.office[1]

    @property
    def clerk(self) -> User:
        return self.town.clerks[self.code]

    def add(self, at: datetime, verb: str, **arguments: Any) -> None:
        """Plan an act; arguments that the verb asks for and only the moment knows are added when it is played."""
        self.acts.append(Act(at, (self.number, len(self.acts)), self, verb, arguments))

    def filing(self, at: datetime) -> complaints.Filing:
        """What the complainant writes."""
        place = str(self.who.owner[1].township) if self.who.owner else "城区"
        by_number = self.who.channel is Channel.HOTLINE_12345
        return complaints.Filing(
            category=self.tale["category"],
            facts=self.tale["facts"].format(month=clock.day(at).month, day=_day(at), place=place),
            wants=self.tale["wants"],
            happened=f"{clock.day(at):%Y-%m}",
            place=place,
            about=self.town.departments[self.code].name if self.random.random() < 0.6 else "",
            disclosure=self.who.disclosure,
            channel=self.who.channel,
            external_ref=f"12345-{self.random.randrange(10**8):08d}" if by_number else "",
            contact=self._contact(),
            files=self.files,
        )

    def by(self) -> Actor:
        """Who enters it: the office for the channels that are not the complainant's own."""
        return COMPLAINANT if self.who.channel in {Channel.WEB, Channel.QR} else self.officer

    def sheet(self, at: datetime) -> complaints.SheetFields:
        """The case sheet as the office writes it: nothing that tells who complained."""
        named = self.who.disclosure is Disclosure.NAMED
        return complaints.SheetFields(
            facts=self.tale["sheet"].format(month=clock.day(at).month),
            wants=self.tale["wants"],
            complainant=self._contact().enterprise or self.who.person if named else "",
        )

    def reply(self, outcome: str = "", further: str = "") -> complaints.ReplyFields:
        """What the department answers."""
        return complaints.ReplyFields(
            findings=self.tale["findings"], outcome=outcome, basis=self.tale["basis"], further=further
        )

    def _contact(self) -> complaints.Contact:
        if self.who.disclosure is Disclosure.ANONYMOUS:
            return complaints.Contact()
        firm = self.who.owner[1] if self.who.owner else None
        name, code = (firm.name, firm.uscc) if firm else ("", "")
        return complaints.Contact(enterprise=name, code=code, person=self.who.person, phone=self.who.phone)


def _day(at: datetime) -> int:
    """The day of the month that a filing tells of: three days before, among the quiet days (1 to 20)."""
    return max(1, min(20, clock.day(at).day - 3))
