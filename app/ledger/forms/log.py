"""The conditions under which the acts of the ledger are looked at: a GET form."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.fields import SelectChoice

from app.kernel import numbering, parsing, wording
from app.kernel.errors import Refused
from app.kernel.web.forms import Form, Text, limited
from app.ledger import queries

WORDED = {"complaint.verb": "complaint:", "ledger_verb": ""}


def verb_words() -> dict[str, Any]:
    """Every verb as the ledger writes it, with its words."""
    return {
        prefix + key.removeprefix(f"{kind}."): word
        for kind, prefix in WORDED.items()
        for key, word in wording.LABELS.items()
        if key.startswith(f"{kind}.")
    }


def reference(value: str) -> str:
    """A case's number in its canonical form; a reference of another kind as it was typed."""
    try:
        return numbering.parse_number(value)
    except Refused:
        return parsing.line(value)


class LogForm(Form):
    """Nothing of it is needed. A condition that cannot be read is shown as a fault and left out."""

    ref = Text(_("编号"), limited(reference, most=100))
    verb = SelectField(_("操作"), validate_choice=False)
    actor = Text(_("操作人"), limited(parsing.line, most=100))
    since = Text(_("日期从"), parsing.day)
    until = Text(_("日期到"), parsing.day)

    class Meta:
        csrf = False

    def __init__(self) -> None:
        super().__init__(request.args)
        self.verb.choices = [SelectChoice("", _("全部")), *(SelectChoice(*pair) for pair in verb_words().items())]

    def wanted(self) -> queries.Wanted:
        """The acts that the address asks for."""
        self.validate()
        read = {name: field.data for name, field in self._fields.items() if field.data and not field.errors}
        if "actor" in read:
            read["actor"] = queries.actor_called(read["actor"])
        return queries.Wanted(**read)
