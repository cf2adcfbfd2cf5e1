"""The scene of oversight: the reports of a month, a quarter and half a year, and what the public reads (16)."""

from flask_babel import lazy_gettext as _

from app.demo.views.scene import Scene, View

REPORTS = Scene(
    "16",
    _("8 月报告：月调度、带名次的季点评、半年测评"),
    (
        View(
            "director",
            "reports.show",
            "report_monthly",
            _("签发以后数字不再改动；PDF、DOCX、XLSX 和页面是同一份数字，每个数字点开就是明细。"),
        ),
        View("officer", "reports.show", "report_quarterly", _("各单位按综合按时率排名，慢的单位点名。")),
        View("li", "reports.show", "report_half_year", _("承办单位看到签发的报告，看不到拖欠账款的金额。")),
        View("enterprise", "reports.stats", "", _("来自投诉的数字至少由 5 件合成，图旁边有数字表和口径。")),
    ),
)
