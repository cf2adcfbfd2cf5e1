"""Words of credit: how a published penalty stands, and reminders of it."""

from flask_babel import lazy_gettext as _

REFUSALS: dict[str, tuple[object, object, object]] = {}
LABELS = {
    "credit.stand.shown": _("公示中"),
    "credit.stand.repairable": _("可以申请修复"),
    "credit.stand.over": _("公示期满，应当撤下"),
    "notice.credit_repairable": _("处罚 %(number)s 可以申请信用修复了，办法请登录查看。"),
    "notice.credit_ending": _("处罚 %(number)s 将在 %(ends)s 停止公示，请留意。"),
    "ledger_verb.credit:remind": _("提醒信用修复"),
}
