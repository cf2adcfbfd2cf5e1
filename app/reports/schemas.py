"""A report for programs and on paper: the document, the workbook, and the cells of lists."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from marshmallow import Schema, fields

from app.complaints.rules import Use
from app.kernel.documents import docx, pdf
from app.kernel.sheets import Plot, workbooks
from app.reports import rules
from app.reports.rules import Block, Figure, Measure, Paper, Row
from app.reports.rules.telling import day, minutes, say, worth, yuan


class Imprint(NamedTuple):
    """What stands around a report: its number (empty: a draft), the day of its issue, to whom it goes."""

    number: str
    on: date
    city: str
    to: str = "to"


def official(paper: Paper, around: Imprint) -> dict[str, Any]:
    """The report as an official document (GB/T 9704): what `official` of `kernel.documents` prints."""
    city, number = {"city": around.city}, around.number
    serial = int(number.split("-")[2]) if number else 0
    return {
        "head": say("head", **city),
        "no": say("no", year=around.on.year, serial=serial) if number else say("draft"),
        "title": paper.title,
        "to": say(around.to),
        "body": [_part(one) for one in paper.blocks],
        "signer": say("signer", **city),
        "date": day(around.on),
        "copies": "",
        "ref": say("ref", number=number) if number else say("draft"),
        "printed": say("printed", **city),
        "printed_on": say("printed_on", date=day(around.on)),
    }


def _part(one: Block) -> str | dict[str, Any]:
    if one.kind == "text":
        return one.text
    if one.kind == "chart":
        return {"kind": "chart", "text": one.text, "svg": rules.bars(one.text, one.bars)}
    told: dict[str, Any] = {"kind": one.kind, "text": one.text}
    if one.kind == "table":
        told |= {"heads": list(one.heads), "widths": list(one.widths), "rows": [[c.text for c in r] for r in one.rows]}
        told["numbers"] = [any(row[place].number for row in one.rows) for place in range(len(one.heads))]
    return told


def printed(paper: Paper, around: Imprint) -> bytes:
    """The report as PDF."""
    return pdf("official", official(paper, around))


def editable(paper: Paper, around: Imprint) -> bytes:
    """The report as DOCX."""
    return docx(official(paper, around))


def book(paper: Paper) -> bytes:
    """The report as a workbook: its text, then each table and chart on a sheet of its own, the definitions last."""
    words = [[one.text] for one in paper.blocks if one.kind in {"heading", "text"}]
    first = (say("sheet"), [say("line")], [[paper.title], *words])
    return workbooks([first, *(_page(one) for one in paper.blocks if one.kind in {"table", "chart"})])


def _page(one: Block) -> Plot | tuple[str, list[str], list[list[str]]]:
    if one.kind == "chart":
        bars = [(bar.name, bar.text, bar.share) for bar in one.bars]
        return Plot(one.text, (say("bar"), say("value"), say("share")), bars)
    return one.text, list(one.heads), [[cell.text for cell in row] for row in one.rows]


class CaseRow(Schema):
    """A case behind a number."""

    on = fields.String(data_key="日期")
    unit = fields.String(data_key="单位")
    number = fields.String(data_key="编号")
    part = fields.String(data_key="计入分子")
    amount = fields.String(data_key="金额（元）")


def case(row: Row, measure: Measure, units: dict[int, str]) -> list[str]:
    """The cells of a case."""
    counted = {True: "是", False: "否"}[row.part] if measure is Measure.SHARE else ""
    amount = yuan(row.amount) if measure is Measure.YUAN else ""
    return [row.on.isoformat(), units.get(row.unit or 0, ""), row.ref, counted, amount]


class MonthRow(Schema):
    """A public figure of whole months."""

    figure = fields.String(data_key="指标")
    first = fields.String(data_key="从")
    last = fields.String(data_key="到")
    value = fields.String(data_key="数值")
    numerator = fields.Integer(data_key="分子")
    denominator = fields.Integer(data_key="分母")
    meaning = fields.String(data_key="口径")


def months(told: Iterable[tuple[Figure, list[rules.Atom]]]) -> Iterator[list[Any]]:
    """The cells of public figures, month by month."""
    for one, atoms in told:
        for atom in atoms:
            found = atom.told
            of = "" if found.denominator is None else found.denominator
            value = worth(one, found)
            part = found.numerator if found.most is None else ""
            yield [one.title, atom.first.isoformat(), atom.last.isoformat(), value, part, of, one.meaning]


def timed(told: list[tuple[rules.Atom, Use]]) -> Iterator[list[Any]]:
    """The cells of how long the form took: the step of the median and no number of forms."""
    one = rules.form()[1]
    for atom, step in told:
        yield [one.title, atom.first.isoformat(), atom.last.isoformat(), minutes(step), "", "", one.meaning]
