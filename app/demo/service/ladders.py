"""The ladder of the story: a case that is not verified; blue, yellow and red orders about it (scene 4)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from app.demo.service.diary import Diary
from app.demo.service.lives import Life, Step
from app.demo.service.town import Town
from app.kernel import clock
from app.supervision import queries
from app.supervision import service as supervision
from app.supervision.models import Order
from app.supervision.rules import Kind
from app.supervision.service import Draft
from app.workdays import queries as workdays

_TITLES = {
    Kind.BLUE: "关于投诉件办理时限即将届满的提醒",
    Kind.YELLOW: "关于投诉件超过办理时限的督办通知",
    Kind.RED: "关于投诉件严重超期的督办和约谈通知",
}
_BODY = "你单位承办的投诉件 {number} 应当在 {due} 前核实到位。\n请抓紧办理，1 个工作日内签收，3 个工作日内书面答复。"


class Ladder:
    """The orders about one case, by their colour."""

    def __init__(self, town: Town, life: Life) -> None:
        self.town = town
        self.life = life
        self.orders: dict[Kind, Order] = {}

    def issue(self, kind: Kind, at: datetime) -> None:
        """Issue what the rule proposes about the case."""
        case = self.life.complaint
        rows = [row for row in queries.late(clock.day(at)) if row.complaint is case and row.kind is kind]
        if case is None or not rows:
            raise LookupError("nothing is proposed")
        body = _BODY.format(number=case.number, due=rows[0].deadline.due_on)
        meeting = (at + timedelta(days=1), "市优办会议室") if kind is Kind.RED else (None, "")
        draft = Draft(_TITLES[kind], body, *meeting)
        picked = [row.deadline.id for row in rows]
        self.orders[kind] = supervision.issue(kind, picked, draft, by=self.town.office[1], at=at)

    def receive(self, kind: Kind, at: datetime) -> None:
        """The unit has it in hands."""
        supervision.receive(self.orders[kind], by=self.life.clerk, at=at)

    def answer(self, kind: Kind, at: datetime) -> None:
        """The unit answers."""
        words = "已安排专人，正在联系有关人员核实。"
        supervision.answer(self.orders[kind], words=words, by=self.life.clerk, at=at)


def climb(town: Town, life: Life) -> tuple[list[Step], Ladder]:
    """The acts of the ladder about this case, and its orders once they are issued."""
    diary, ladder = Diary(workdays.calendar(), town.as_of, town.source("ladder")), Ladder(town, life)
    told: tuple[tuple[int, str, Callable[[Kind, datetime], None], Kind], ...] = (
        (5, "10:00", ladder.issue, Kind.BLUE),
        (5, "15:10", ladder.receive, Kind.BLUE),
        (4, "16:20", ladder.answer, Kind.BLUE),
        (3, "09:05", ladder.issue, Kind.YELLOW),
        (3, "11:30", ladder.receive, Kind.YELLOW),
        (1, "16:50", ladder.issue, Kind.RED),
    )
    steps = []
    for place, (before, hour, act, kind) in enumerate(told):
        at = diary.on(before, hour)
        steps.append(Step(at, (9500, place), _doing(act, kind, at)))
    return steps, ladder


def _doing(act: Callable[[Kind, datetime], None], kind: Kind, at: datetime) -> Callable[[bytes], None]:
    return lambda _key: act(kind, at)
