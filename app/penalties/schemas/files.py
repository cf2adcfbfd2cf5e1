"""Files in JSON: their bytes in base64, judged by their content as on the pages."""

import base64
import binascii
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from app.kernel import wording
from app.kernel.errors import Refused
from app.kernel.wire import Strict, words
from app.penalties.service import Upload, upload

FILES_MOST = 10


class AnnexIn(Strict):
    """One file under the name that it has at the sender's."""

    name = words(120, required=True)
    content = fields.String(required=True, metadata={"format": "byte", "description": "base64, RFC 4648 section 4"})

    @post_load
    def _checked(self, data: dict[str, Any], **_more: Any) -> Upload:
        try:
            return upload(data["name"], _bytes(data["content"]))
        except Refused as refused:
            raise ValidationError(wording.tell(refused.code, refused.facts).whole, "content") from refused


class AnnexOut(Schema):
    """A file of a filing; its bytes are at `annexes/{position}`."""

    position = fields.Integer()
    name = fields.String()
    mime = fields.String()
    size = fields.Integer(metadata={"description": "bytes"})
    sha256 = fields.String()


def annexes() -> fields.Field[Any]:
    """Up to ten files; none where nothing is said."""
    return fields.List(fields.Nested(AnnexIn), load_default=list, validate=validate.Length(max=FILES_MOST))


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise Refused("base64_malformed") from None
