"""What people type about the calendar: a year's notice, a reason, a period to count."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField

from app.kernel import parsing
from app.kernel.errors import Refused
from app.kernel.web.forms import Form, LongText, Text, limited
from app.workdays.rules.calendar import FIRST_YEAR, LAST_YEAR
from app.workdays.rules.counting import MOST


def _whole(text: str) -> int:
    if not (text.isdecimal() and len(text) <= 4):
        raise Refused("calendar_number_malformed")
    return int(text)


def year(text: str) -> int:
    """A year that the calendar reaches."""
    value = _whole(text)
    if not FIRST_YEAR <= value <= LAST_YEAR:
        raise Refused("calendar_out_of_reach", first=FIRST_YEAR, last=LAST_YEAR)
    return value


def length(text: str) -> int:
    """A number of working days, 1 to 1000."""
    value = _whole(text)
    if not 1 <= value <= MOST:
        raise Refused("deadline_length", most=MOST)
    return value


class NoticeForm(Form):
    """A year's notice: a file, or pasted lines."""

    year = Text(_("年份"), year, needed=True)
    source = Text(_("依据的通知"), limited(most=200), needed=True)
    file = FileField(_("日历文件"))
    lines = LongText(_("或者粘贴每一天"), limited(most=20_000))


class ReasonForm(Form):
    """Why a proposal is turned down."""

    why = LongText(_("不同意的理由"), limited(most=500), needed=True)


class CountForm(Form):
    """A period to count."""

    class Meta:
        csrf = False

    start = Text(_("起算日"), parsing.day, needed=True)
    length = Text(_("工作日数"), length, needed=True)
