"""What people type to issue a report."""

from flask_babel import lazy_gettext as _

from app.kernel import parsing
from app.kernel.web.forms import Form, LongText, limited


class IssueForm(Form):
    """Issue a report; `why` where it corrects one that was issued before."""

    why = LongText(_("更正原因"), limited(parsing.text, most=500))

    def reason(self) -> str:
        """Why, empty where nothing was typed."""
        return str(self.why.data or "")
