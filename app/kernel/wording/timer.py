"""Words of the timer: what an operator has to see, and what each piece of its work does."""

from flask_babel import lazy_gettext as _

REFUSALS: dict[str, tuple[object, object, object]] = {}
LABELS = {
    "timer.trouble.back": _("服务器时钟往回走了，定时任务已停。请核对时间，无误后运行 flask tick --clock-is-right。"),
    "timer.trouble.ahead": _(
        "服务器时钟往前跳了，或停机两天以上，定时任务已停。请核对时间，无误后运行 flask tick --clock-is-right。"
    ),
    "timer.trouble.late": _("定时任务超过 10 分钟没有运行。请检查定时器。"),
    "timer.trouble.failing": _("有定时任务没有做成。"),
    "timer.work.tick": _("定时器"),
    "timer.work.clock": _("时钟"),
    "timer.work.complaints:remind": _("投诉时限提醒"),
    "timer.work.complaints:purge": _("清理投诉草稿"),
    "timer.work.penalties:purge": _("清理处罚报备草稿"),
    "timer.work.quiet_days:remind": _("宁静日申请催批"),
    "timer.work.quiet_days:expire": _("宁静日申请到期失效"),
    "timer.work.visits:follow": _("检查随抽取结果调整"),
    "timer.work.results:purge": _("清理检查结果草稿"),
    "timer.work.warnings:count": _("预警计数"),
    "timer.work.discipline:watch": _("查找投诉后不久的执法行为"),
    "timer.work.supervision:announce": _("督办建议提醒"),
    "timer.work.measures:remind": _("重点任务报送提醒"),
    "timer.work.measures:purge": _("清理进展报送草稿"),
    "timer.work.audit:run": _("夜间合规检查"),
    "timer.work.reports:close_months": _("公开数据按月结算"),
    "timer.work.credit:remind": _("信用修复提醒"),
    "timer.work.workdays:catch_up": _("按新日历重算时限"),
    "timer.work.ledger:close": _("每日封账"),
    "timer.work.notices:spread": _("分发通知"),
    "timer.work.notices:send": _("发送邮件、短信和推送"),
}
