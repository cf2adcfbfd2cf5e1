"""Words of the discipline role: actions close after complaints, its log."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "watch_missing": (
        _("名单里没有这个编号。"),
        _("名单只给市优办和市纪委监委看"),
        _("请核对编号，或者从名单打开。"),
    ),
    "watch_judged": (
        _("这一条已经有了结论。"),
        _("每条只写一次结论，写下后不改"),
        _("返回名单查看结论。"),
    ),
}
LABELS = {
    "watch.state.open": _("待查"),
    "watch.state.cleared": _("没有发现报复"),
    "watch.state.pursued": _("作为线索办理"),
    "watch.kind.visit": _("入企检查"),
    "watch.kind.penalty": _("报备处罚"),
    "watch.kind.order": _("责令改正"),
    "notice.watch_found": _("%(day)s 投诉后不久的执法行为新增 %(count)s 条，请打开名单查看。"),
}
