"""Words of reports and public figures."""

from flask_babel import lazy_gettext as _

_MECHANISM = _("依据：沅政办发〔2023〕5号 附件3 推进机制")
REFUSALS = {
    "report_missing": (_("没有这份报告。"), "", _("请核对编号；还没有签发或者没有公开的报告看不到。")),
    "report_figure_unknown": (_("没有这样的指标。"), "", _("请从报告里的数字打开。")),
    "report_period_unknown": (
        _("没有这样的时段。"),
        "",
        _("月写 2026-08，季度写 2026-Q3，半年写 2026-H1，全年写 2026。"),
    ),
    "report_period_open": (
        _("这一期到 %(last)s 才结束，现在还不能签发。"),
        _MECHANISM,
        _("可以先看草拟的数字，结束后再签发。"),
    ),
    "report_issued_before": (
        _("这一期已经签发过 %(number)s。"),
        _MECHANISM,
        _("签发过的报告不改动；确实要更正的，写明原因，另发一份更正报告。"),
    ),
    "report_nothing_to_correct": (_("这一期还没有签发过报告，没有可以更正的。"), "", _("请把更正原因留空。")),
    "report_released_before": (_("这份报告已经公开。"), "", _("不用再公开一次。")),
    "report_corrected_since": (_("这份报告已经由另一份更正。"), "", _("请公开更正后的那一份。")),
}
LABELS = {
    "report.kind.monthly": _("月调度"),
    "report.kind.quarterly": _("季点评"),
    "report.kind.half_year": _("半年测评"),
    "report.kind.annual": _("年总结"),
    "report.readers.leaders": _("市领导、市优办、纪委监委"),
    "report.readers.departments": _("各单位也能看"),
    "report.readers.everybody": _("所有人"),
    "ledger_verb.report:issue": _("签发报告"),
    "ledger_verb.report:release": _("公开报告"),
    "ledger_verb.report:close_month": _("结算公开月份"),
}
