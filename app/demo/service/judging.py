"""How departments are judged in the story: a survey that is closed, one that runs, the scorecard of the half-year."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from app.accounts.models import User
from app.demo import rules
from app.demo.service.lives import Step
from app.demo.service.tasks import at
from app.demo.service.town import SLOW, Town
from app.scorecards import queries as cards
from app.scorecards import service as scoring
from app.scorecards.rules import Criterion
from app.surveys import queries, service
from app.surveys.rules import Group, Level
from app.surveys.service import VOTER
from app.surveys.service.casting import Answer
from app.typical_cases import queries as exposed
from app.typical_cases import service as exposing

ORDER = 9700
WEIGHTS = dict(zip(Criterion, map(Decimal, ["20", "20", "20", "15", "15", "10", "1", "3", "2", "0.5"]), strict=True))
_UNITS = ("SCJG", "YJGL", "CGZF", "ZRZY", "ZFJS", "SSWJ", "XZSP")
_USUAL, _SLOW = (30, 40, 20, 8, 2), (5, 20, 30, 30, 15)
_SIZES = {Group.DEPUTIES: 12, Group.MEMBERS: 10, Group.ENTREPRENEURS: 18}
_REASONS = {Level.VERY_POOR: "材料退了三次，每次说的都不一样。", Level.VERY_GOOD: "窗口人员帮着把材料理顺了。"}
_CASE = exposing.Draft(
    "企业宁静日未经批准入企检查",
    "某单位两名工作人员在企业宁静日未经批准进入一家企业检查，要求停产半天，没有留下任何文书。",
    "责令该单位向企业说明情况并道歉，对责任人批评教育，取消当次检查。",
    "illegal_inspection",
    None,
    date.max,
)


class Judging:
    """What the demo shows of it, once the acts were played."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.random = town.source("judging")
        self.numbers: dict[str, str] = {}
        self.codes: dict[tuple[str, Group], list[str]] = {}

    def steps(self) -> list[Step]:
        """The acts in order; those after the city's day are left out."""
        found = sorted(self._steps(), key=lambda step: step.at)
        end, first = rules.nine(self.town.as_of), rules.nine(rules.opening(self.town.as_of))
        return [Step(one.at, (ORDER, place), one.do) for place, one in enumerate(found) if first < one.at < end]

    def _steps(self) -> Iterator[Step]:
        year = self.town.as_of.year
        begun = max(date(year, 1, 12), rules.opening(self.town.as_of) + timedelta(days=10))
        yield _step(at(begun, "09:40"), self._propose)
        yield _step(at(begun, "10:20"), self._approve)
        yield from self._survey("survey_closed", date(year, 6, 1), date(year, 6, 12), 0.8)
        yield _step(at(date(year, 6, 15), "09:00"), self._close)
        for hour, act in (("09:30", self._score), ("13:50", self._appeal), ("16:10", self._decide)):
            yield _step(at(date(year, 7, 6), hour), act)
        told = self.town.as_of - timedelta(days=16)
        yield _step(at(told, "09:50"), self._expose)
        for hour, user in (("15:20", self.town.office[0]), ("17:10", self.town.leaders[0])):
            yield _step(at(told, hour), partial(self._agree, user))
        first = self.town.as_of - timedelta(days=4)
        yield from self._survey("survey", first, first + timedelta(days=11), 0.4)

    def _propose(self, when: datetime) -> None:
        scoring.propose(when.year, WEIGHTS, "按年度考核办法确定。", by=self.town.office[1], at=when)

    def _approve(self, when: datetime) -> None:
        made = cards.pending(when.year)
        if made is not None:
            scoring.approve(made, by=self.town.office[0], at=when)

    def _survey(self, name: str, first: date, last: date, share: float) -> Iterator[Step]:
        """Opened, codes printed, a part of them used in the two days after."""
        yield _step(at(first, "09:10"), partial(self._open, name, first, last))
        for place, group in enumerate(_SIZES):
            yield _step(at(first, f"09:{20 + place}"), partial(self._print, name, group))
        for group, size in _SIZES.items():
            for place in range(int(size * share)):
                when = at(first, "10:00") + timedelta(minutes=self.random.randrange(2 * 24 * 60))
                yield _step(when, partial(self._cast, name, group, place))

    def _expose(self, when: datetime) -> None:
        """A typical case, public for half a year."""
        exposing.draft(_CASE._replace(until_on=when.date() + timedelta(days=180)), by=self.town.office[1], at=when)

    def _agree(self, user: User, when: datetime) -> None:
        case = exposed.every()[0]
        exposing.approve(case, looked=True, seen=case.version, by=user, at=when)

    def _open(self, name: str, first: date, last: date, when: datetime) -> None:
        officer, title = self.town.office[1], f"{first.year} 年{'上' if first.month < 7 else '下'}半年评议部门"
        units = [self.town.departments[code] for code in _UNITS]
        survey = service.open_survey(title, first, last, groups=list(Group), departments=units, by=officer, at=when)
        self.numbers[name] = survey.number

    def _print(self, name: str, group: Group, when: datetime) -> None:
        survey = queries.by_number(self.numbers[name])
        printed = service.print_codes(survey, group, _SIZES[group], by=self.town.office[1], at=when)
        self.codes[name, group] = printed

    def _cast(self, name: str, group: Group, place: int, when: datetime) -> None:
        answers = {}
        for unit in _UNITS:
            if self.random.random() < 0.8:
                level = _level(self.random, slow=unit in SLOW)
                words = _REASONS.get(level, "") if self.random.random() < 0.3 else ""
                answers[self.town.departments[unit].id] = Answer(level, words)
        if answers:
            survey, code = queries.by_number(self.numbers[name]), self.codes[name, group][place]
            service.cast(survey, code, answers, mark="", by=VOTER, at=when)

    def _close(self, when: datetime) -> None:
        if number := self.numbers.get("survey_closed"):
            service.close(queries.by_number(number), by=self.town.office[1], at=when)

    def _score(self, when: datetime) -> None:
        """The half-year's card."""
        days = date(when.year, 1, 1), date(when.year, 6, 30)
        self.numbers["card"] = scoring.issue(*days, by=self.town.office[1], at=when).number

    def _appeal(self, when: datetime) -> None:
        """The slow unit appeals about one case."""
        card, clerk = cards.by_number(self.numbers["card"]), self.town.clerks[SLOW[0]]
        lost = [one for one in cards.parts(card)[clerk.department_id or 0][Criterion.REPORTED] if not one.won]
        if lost:
            words = "经办人调整期间没有交接，请酌情处理。"
            scoring.appeal(card, Criterion.REPORTED, lost[0].ref, words=words, by=clerk, at=when)

    def _decide(self, when: datetime) -> None:
        """In vain."""
        card, officer = cards.by_number(self.numbers["card"]), self.town.office[1]
        for one in cards.appeals(card, officer):
            scoring.decide(one, card, granted=False, why="没有交接不是免责理由，照原样计入。", by=officer, at=when)


def _step(when: datetime, do: Callable[[datetime], None]) -> Step:
    return Step(when, (0, 0), lambda _key: do(when))


def _level(random: Random, *, slow: bool) -> Level:
    return random.choices(list(Level), _SLOW if slow else _USUAL)[0]
