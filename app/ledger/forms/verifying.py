"""What somebody hands in to be checked."""

from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import FileField
from wtforms.validators import StopValidation

from app.kernel.errors import Refused
from app.kernel.web.forms import Form, sentence
from app.ledger.rules import MOST_BYTES


class ReceiptFile(FileField):
    """One file, read no further than a receipt can reach; `content` is what it holds."""

    optional = False

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, **more)
        self.content = b""

    def pre_validate(self, form: Any) -> None:
        if not isinstance(self.data, FileStorage) or not self.data.filename:
            raise StopValidation(sentence(Refused("receipt_missing")))
        self.content = self.data.read(MOST_BYTES + 1)


class VerifyForm(Form):
    """A receipt."""

    file = ReceiptFile(_("存证回执文件"), description=_("文件名以 .json 结尾，例如 TS-0482-9174-6-1.json。"))
