"""The conditions of the worklist: a GET form whose fields have the names of the filter's."""

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.complaints import queries
from app.complaints.forms.fields import Select, listed, words_of
from app.complaints.rules import Channel
from app.departments import queries as departments
from app.kernel import parsing
from app.kernel.web.forms import Form, Text, limited

VIEWS = queries.VIEWS


class FilterForm(Form):
    """The words, the kind and the department in sight, the rest behind 更多条件; nothing of it is needed."""

    q = Text(_("关键词"), limited(most=60))
    category = Select(_("类别"), needed=False)
    department = Select(_("承办单位"), needed=False)
    channel = Select(_("渠道"), needed=False)
    referred_from = Text(_("交办日期从"), parsing.day)
    referred_to = Text(_("交办日期到"), parsing.day)
    due_from = Text(_("最晚日期从"), parsing.day)
    due_to = Text(_("最晚日期到"), parsing.day)

    class Meta:
        csrf = False

    def __init__(self, *, office: bool) -> None:
        super().__init__(request.args)
        every = _("全部")
        self.category.choices = listed(((one.code, gettext(one.name)) for one in queries.categories()), first=every)
        if office:
            units = ((one.id, one.short_name) for one in departments.active())
            self.department.choices = listed(units, first=every)
            self.channel.choices = words_of("complaint.channel", Channel, first=every)
        else:
            del self.department
            del self.channel

    def wanted(self) -> queries.Filter:
        """The filter; a condition that cannot be read is shown as a fault and left out."""
        self.validate()
        found = {name: field.data for name, field in self._fields.items() if field.data and not field.errors}
        if "department" in found:
            found["department"] = int(found["department"])
        view = request.args.get("view", "open")
        return queries.Filter(view=view if view in VIEWS else "open", **found)
