"""What a witness's program sends, and what it gets."""

from marshmallow import Schema, fields, validate

MOST_LINE = 1000


class CosignatureIn(Schema):
    """One line of a signed note: the witness's, under the checkpoint of the day."""

    line = fields.String(required=True, validate=validate.Length(1, MOST_LINE))


class CosignatureOut(Schema):
    """What is kept: when the witness says that it signed, and when the line came here."""

    day = fields.Date()
    witness = fields.String()
    signed_at = fields.AwareDateTime(format="iso")
    received_at = fields.AwareDateTime(format="iso")
