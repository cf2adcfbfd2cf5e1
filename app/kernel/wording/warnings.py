"""Words of warnings by numbers."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "warning_missing": (
        _("没有这个编号的预警，或者您没有权限查看。"),
        _("预警只给市优办、市纪委监委和被告知的单位看"),
        _("请核对编号，或者从预警列表打开。"),
    ),
}
LABELS = {
    "warning.kind.same_enterprise": _("同一企业多次被查"),
    "warning.kind.late_answers": _("答复多次超期"),
    "warning.kind.without_pass": _("没有核验码先进门"),
    "warning.kind.unannounced": _("企业报告没有核验码"),
    "notice.warning_same_enterprise": _("预警 %(ref)s：同一企业 %(days)s 天内被查满 %(count)s 次，请查看。"),
    "notice.warning_late_answers": _("预警 %(ref)s：答复超期累计满 %(count)s 件，请查看并抓紧整改。"),
    "notice.warning_without_pass": _("预警 %(ref)s：没有核验码先进门累计满 %(count)s 次，请查看。"),
    "notice.warning_unannounced": _("预警 %(ref)s：企业报告没有核验码的人累计满 %(count)s 次，请查看。"),
}
