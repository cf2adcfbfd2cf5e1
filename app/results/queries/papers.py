"""Papers and their templates, and what a paper is filled with."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Missing
from app.kernel.sheets.kinds import as_written
from app.results.models import Finding, Paper, Result, Template
from app.results.queries.finding import clock_of, visible
from app.results.queries.following import follow_ups
from app.results.rules import PaperKind

_DATA = Path(__file__).parents[1] / "data"
_NONE = "无"


class Current(NamedTuple):
    """A template as it is used now; 0 is the one that comes with the service."""

    kind: PaperKind
    number: int
    title: str
    body: str


@cache
def _shipped(kind: PaperKind) -> Current:
    title, _, body = (_DATA / f"{kind}.txt").read_text("utf-8").partition("\n")
    return Current(kind, 0, title, body.strip())


def template(kind: PaperKind) -> Current:
    """The newest version of a template."""
    found = templates(kind)
    return Current(kind, found[0].number, found[0].title, found[0].body) if found else _shipped(kind)


def templates(kind: PaperKind) -> Sequence[Template]:
    """Every version of a template that the office made, the newest first."""
    return db.session.scalars(select(Template).where(Template.kind == kind).order_by(Template.number.desc())).all()


def papers(result: Result) -> Sequence[Paper]:
    """The papers that were issued of a result, by number."""
    return db.session.scalars(select(Paper).where(Paper.visit_id == result.visit_id).order_by(Paper.number)).all()


def paper(number: str, *, to: User) -> Paper:
    """A paper, if it is of a result that this user may see. Raises `Missing`."""
    own = visible(to).with_only_columns(Result.visit_id)
    found = db.session.scalar(select(Paper).where(Paper.number == number, Paper.visit_id.in_(own)))
    if found is None:
        raise Missing("paper_missing")
    return found


def paper_for_enterprise(number: str, *, to: User) -> Paper:
    """A paper for somebody of the enterprise that it is about. Raises `Missing`."""
    found = db.session.get(Paper, number)
    if found is None or to.enterprise_id is None or found.result.visit.enterprise_id != to.enterprise_id:
        raise Missing("paper_missing")
    return found


def values(result: Result, number: str, *, at: datetime) -> dict[str, str]:
    """What the names of a template stand for, of this result."""
    visit = result.visit
    return {
        "文书编号": number,
        "检查编号": visit.number,
        "检查单位": "、".join(unit.name for unit in visit.departments),
        "企业名称": visit.enterprise.name,
        "统一社会信用代码": visit.enterprise.uscc,
        "检查日期": _days(result),
        "进出时间": _stays(result),
        "检查事项": "、".join(item.name for item in visit.items),
        "检查人员": "、".join(f"{one.name}（执法证号 {one.certificate_no}）" for one in visit.inspectors),
        "检查来由": f"{as_written('visit.basis', visit.basis)} {visit.basis_ref}",
        "检查结果": as_written("result.kind", result.kind),
        "发现的问题": "；".join(f"{one.item.name}：{one.words}" for one in result.findings if one.words) or _NONE,
        "改正期限": _due(result),
        "公示期限": clock_of(result).due_on.isoformat(),
        "在场情况": "企业人员在场" if result.present else "企业人员不在场",
        "备注": result.note or _NONE,
        "出具日期": clock.day(at).isoformat(),
    }


def _days(result: Result) -> str:
    days = sorted({entry.on for entry in result.visit.entries}) or [clock.day(result.said_since or result.recorded_at)]
    return days[0].isoformat() if days[0] == result.ended_on else f"{days[0]} 至 {result.ended_on}"


def _stays(result: Result) -> str:
    told = [(entry.entered_at, entry.left_at) for entry in result.visit.entries]
    if result.said_since is not None:
        return f"{_time(result.said_since)} 至 {_time(result.said_until)}（补录，{_time(result.recorded_at)} 登记）"
    return "；".join(f"{_time(entered)} 至 {_time(left)}" for entered, left in told)


def _time(at: datetime | None) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M}" if at else _NONE


def _due(result: Result) -> str:
    return "、".join(sorted({one.due_on.isoformat() for one in follow_ups(result)})) or _NONE


def table(findings: Sequence[Finding]) -> list[list[str]]:
    """The table of a paper: each item with its result and what was found."""
    rows = [[one.item.name, as_written("result.kind", one.kind), one.words or _NONE] for one in findings]
    return [["检查事项", "结果", "情况"], *rows]
