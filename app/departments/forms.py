"""What people type on the pages of the departments."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _

from app.accounts.models import User
from app.kernel import parsing
from app.kernel.web.choices import Select, listed
from app.kernel.web.forms import Form, Text


class LeaderForm(Form):
    """A leader takes charge of a department."""

    leader = Select(_("分管领导"))
    from_on = Text(_("开始日期"), parsing.day, needed=True)
    until_on = Text(_("结束日期"), parsing.day, description=_("不知道的留空；下一位接手时自动在前一天止。"))

    def __init__(self, leaders: Iterable[User]) -> None:
        super().__init__()
        self.leader.choices = listed(((one.id, one.name) for one in leaders), first=_("请选择"))


class RelieveForm(Form):
    """The last day of a period."""

    until_on = Text(_("结束日期"), parsing.day, needed=True)
