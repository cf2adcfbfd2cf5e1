"""What people type of the audit: what narrows a list, what is run, what is said of a finding."""

from typing import Any

from flask_babel import lazy_gettext as _

from app.audit.queries import Asked, Filters
from app.audit.rules import CATALOGUE, CONFIDENTIAL, Severity, State
from app.departments import queries as departments
from app.enterprises import queries as enterprises
from app.kernel import clock, parsing, wording
from app.kernel.errors import Refused
from app.kernel.web.choices import Select, StaffForm, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited

PROSE = limited(parsing.text, most=2000)


class FilterForm(Form):
    """What narrows the list; what cannot be read lets everything through."""

    class Meta:
        csrf = False

    check = Select(_("检查点"), needed=False)
    department = Select(_("责任单位"), needed=False)
    state = Select(_("状态"), needed=False, choices=words_of("audit.state", State, first=_("全部")))
    severity = Select(_("程度"), needed=False, choices=words_of("audit.severity", Severity, first=_("全部")))

    def offer(self, *, office: bool) -> "FilterForm":
        """The checks and departments to choose from; a department is not told what there is beside its own."""
        codes = [code for code in CATALOGUE if office or code not in CONFIDENTIAL]
        self.check.choices = listed(((code, wording.label("audit.check", code)) for code in codes), first=_("全部"))
        units = departments.active() if office else []
        self.department.choices = listed(((one.code, one.name) for one in units), first=_("全部"))
        return self

    def filters(self) -> Filters:
        """What was chosen and is a choice."""
        self.validate()
        said: dict[str, Any] = {field.name: field.data or None for field in self if not field.errors}
        code, state, severity = said.get("department"), said.get("state"), said.get("severity")
        unit = departments.find(code) if code else None
        return Filters(
            code=said.get("check"),
            department_id=unit.id if unit else None,
            state=State(state) if state else None,
            severity=Severity(severity) if severity else None,
        )


class RunForm(Form):
    """What is run at once: the city, or one enterprise, or one department."""

    enterprise = Text(_("经营主体代码"), description=_("统一社会信用代码；不填是全市。"))
    department = Select(_("单位"), needed=False)

    def offer(self) -> "RunForm":
        """The departments to choose from."""
        units = ((one.code, one.name) for one in departments.active())
        self.department.choices = listed(units, first=_("全市"))
        return self

    def asked(self) -> Asked:
        """What the run looks at, as of today. Refuses an unknown enterprise, and both at once."""
        if self.enterprise.data and self.department.data:
            raise Refused("audit_run_of_one", field="enterprise")
        firm = enterprises.find(self.enterprise.data) if self.enterprise.data else None
        if self.enterprise.data and firm is None:
            raise Refused("audit_no_enterprise", field="enterprise")
        unit = departments.find(self.department.data) if self.department.data else None
        return Asked(clock.today(), firm.id if firm else None, unit.id if unit else None)


class WordsForm(StaffForm):
    """What is said in moving a finding."""

    words = LongText(_("说明"), PROSE, needed=True)

    def said(self) -> dict[str, Any]:
        """The arguments of the verb."""
        return {"words": self.words.data, "seen": self.seen}
