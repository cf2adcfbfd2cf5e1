"""Words of the pages on which the office and the departments handle complaints."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "number_of_days_malformed": (_("请用数字填写工作日数。"), "", _("例如 5。")),
}
LABELS: dict[str, object] = {}
