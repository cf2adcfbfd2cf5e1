"""The penalties of the story: a year of them, and the three of scene 14. Nothing is written before it is played."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from app.accounts.models import User
from app.demo import rules
from app.demo.service.diary import Diary
from app.demo.service.town import SLOW, Town, data
from app.enterprises import queries as enterprises
from app.kernel import clock
from app.penalties import service as penalties
from app.penalties.models import Filing
from app.penalties.rules import AskKind, Hearing, Mild
from app.workdays import queries as workdays

_DAY = timedelta(days=1)
_AMOUNTS = ("8000.00", "20000.00", "30000.00", "36000.00", "50000.00", "82000.00", "120000.00")
_FIRST = 5000


class Case:
    """One penalty. `filing` is there once it has been filed."""

    def __init__(self, number: int, tale: Mapping[str, str], town: Town, firm: str) -> None:
        self.number = number
        self.tale = tale
        self.town = town
        self.firm = firm
        self.acts: list[Fine] = []
        self.filing: Filing | None = None

    @property
    def clerk(self) -> User:
        return self.town.clerks[self.tale["to"]]

    def add(self, at: datetime, verb: str, *, by: User, **arguments: Any) -> None:
        """Plan an act."""
        self.acts.append(Fine(at, (_FIRST + self.number, len(self.acts)), self, verb, by, arguments))


class Fine(NamedTuple):
    """One act to come: the verb of the penalty line and its arguments."""

    at: datetime
    order: tuple[int, int]
    case: Case
    verb: str
    by: User
    arguments: Mapping[str, Any]


def do(act: Fine) -> None:
    """Play one act, through the verb that a page would call."""
    if act.verb == "file":
        given = _given(act.case, act.at, **act.arguments)
        act.case.filing = penalties.file(given, origin=f"demo:fine:{act.case.number}", by=act.by, at=act.at)
        return
    if act.case.filing is None:
        raise LookupError("no act before the filing")
    getattr(penalties, act.verb)(act.case.filing, **act.arguments, by=act.by, at=act.at)


def _given(case: Case, at: datetime, fine: str, late_on: date | None = None) -> penalties.Given:
    firm, on = enterprises.by_code(case.firm), late_on or clock.day(at)
    return penalties.Given(
        party_code=firm.uscc,
        party_name=firm.name,
        case_no=f"澄{case.town.departments[case.tale['to']].short_name}立〔{on.year}〕{case.number}号",
        matter=case.tale["matter"],
        facts=case.tale["facts"],
        basis=case.tale["basis"],
        discretion=case.tale["discretion"],
        fines=(Decimal(fine),),
        late_on=late_on,
        hearing=Hearing.TOLD,
        hearing_on=on - 8 * _DAY,
        reviewer="法规股",
        reviewed_on=on - _DAY,
        opinion="事实清楚、证据确凿、程序合法、裁量适当，同意。",
        mild=Mild(),
    )


def fine(town: Town, count: int) -> tuple[list[Fine], dict[str, Case]]:
    """Every act before nine o'clock of the city's day, and the cases that the scene shows."""
    random = town.source("penalties")
    diary = Diary(workdays.calendar(), town.as_of, random)
    shown = _shown(town, diary)
    cases = [_case(number, town, diary, random) for number in range(10, 10 + count)]
    end = rules.nine(town.as_of)
    acts = [act for case in [*shown.values(), *cases] for act in case.acts if act.at < end]
    return acts, shown


def _shown(town: Town, diary: Diary) -> dict[str, Case]:
    """Exactly the sum that is filed, a cent less, and one that was decided before it was filed."""
    tales = data("fines")
    exact = Case(1, tales[0], town, town.firms[7])
    exact.add(diary.on(1, "15:20"), "file", by=exact.clerk, fine="30000.00")
    below = Case(2, tales[2], town, town.firms[8])
    below.add(diary.on(1, "16:05"), "file", by=below.clerk, fine="29999.99")
    late, decided = Case(3, tales[1], town, town.firms[9]), diary.on(6, "10:30")
    late.add(diary.on(2, "09:40"), "file", by=late.clerk, fine="48000.00", late_on=clock.day(decided))
    told = {"document_no": f"澄市监罚〔{decided.year}〕3号", "fines": [Decimal("48000.00")], "decided_at": decided}
    late.add(diary.on(2, "10:10"), "decide", by=late.clerk, **told)
    late.add(diary.on(1, "09:15"), "register", by=town.office[1])
    return {"penalty_exact": exact, "penalty_below": below, "penalty_late": late}


def _case(number: int, town: Town, diary: Diary, random: Random) -> Case:
    case = Case(number, random.choice(data("fines")), town, random.choice(town.firms[10:]))
    at, fine = diary.filing(rules.opening(town.as_of)), random.choice(_AMOUNTS)
    at = diary.after(at, 1, 1)
    case.add(at, "file", by=case.clerk, fine=fine)
    steps: tuple[Callable[..., datetime], ...] = (_asked, _registered, _decided, _published, _paid)
    for step in steps:
        at = step(case, at, fine, diary, random)
    return case


def _asked(case: Case, at: datetime, _fine: str, diary: Diary, random: Random) -> datetime:
    """Now and then the office asks for more, and gets it."""
    if random.random() > 0.2:
        return at
    at = diary.after(at, 0, 1)
    words = "请补充当事人陈述申辩的复核记录。"
    case.add(at, "ask", by=case.town.office[1], kind=AskKind.COMPLETION, words=words)
    at = diary.after(at, 1, 2)
    case.add(at, "reply", by=case.clerk, answer="已补充复核记录，当事人没有新的证据。")
    return at


def _registered(case: Case, at: datetime, _fine: str, diary: Diary, _random: Random) -> datetime:
    at = diary.after(at, 0, 1)
    case.add(at, "register", by=case.town.office[1])
    return at


def _decided(case: Case, at: datetime, fine: str, diary: Diary, random: Random) -> datetime:
    """The decision; one in ten falls away instead."""
    at = diary.after(at, 2, 6)
    if random.random() < 0.1:
        case.add(at, "drop", by=case.clerk, why="当事人已经改正，没有造成危害后果，不予处罚。")
        return at
    number = f"澄罚〔{at.year}〕{case.number}号"
    told = {"document_no": number, "fines": [Decimal(fine)], "decided_at": at - timedelta(minutes=5)}
    case.add(at, "decide", by=case.clerk, **told)
    return at


def _published(case: Case, at: datetime, _fine: str, diary: Diary, _random: Random) -> datetime:
    """The decision is made public in time; by the slow departments too late."""
    if case.acts[-1].verb != "decide":
        return at
    at = diary.after(at, 8, 10) if case.tale["to"] in SLOW else diary.after(at, 1, 5)
    case.add(at, "publish", by=case.clerk, channel="信用益阳", published_on=clock.day(at))
    return at


def _paid(case: Case, at: datetime, fine: str, diary: Diary, random: Random) -> datetime:
    if case.acts[-1].verb != "publish" or random.random() < 0.2:
        return at
    at = diary.after(at, 1, 8)
    paid = {"amount": Decimal(fine), "paid_on": clock.day(at), "voucher": f"湘财票{case.number:06d}"}
    case.add(at, "pay", by=case.clerk, **paid)
    return at
