"""The public figures of entries on quiet days as a sheet."""

from typing import Any

from marshmallow import Schema, fields

from app.kernel import wording
from app.timelines.rules import Row


class ExceptionRow(Schema):
    """A department and a basis."""

    unit = fields.String(data_key="单位")
    basis = fields.String(data_key="来由")
    entries = fields.Integer(data_key="宁静日入企天次")
    approved = fields.Integer(data_key="经批准")
    free = fields.Integer(data_key="按规定不需批准")
    unapproved = fields.Integer(data_key="未经批准")
    judged = fields.Integer(data_key="未经批准中已认定")


def cells(row: Row) -> list[Any]:
    """The cells of a row."""
    return [row.unit, wording.label("visit.basis", row.basis), *row[2:]]
