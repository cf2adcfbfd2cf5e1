"""Words of what leaves the service: carriers, deliveries, webhooks, where somebody wants to be told."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "mail_malformed": (_("请核对邮箱地址。"), "", _("例如 name@example.com。")),
    "mobile_malformed": (_("短信只能发到手机。"), "", _("请填 11 位手机号码。")),
    "mail_without_address": (_("要收邮件，请填邮箱地址。"), "", _("不想收邮件的，取消勾选。")),
    "sms_without_phone": (_("要收短信，请填手机号码。"), "", _("不想收短信的，取消勾选。")),
    "webhook_address": (_("请核对接收地址。"), "", _("以 https:// 开头，不带用户名、密码和 # 号。")),
    "webhook_types_missing": (_("请至少选一类事件。"), "", _("只选接收的系统用得到的。")),
    "webhook_of_staff_only": (
        _("经营主体的账号不能用来推送。"),
        "",
        _("推送的去向会让人知道投诉人是谁；请换成单位或市优办的账号。"),
    ),
    "webhook_missing": (_("没有这个推送。"), "", _("请回到消息推送页面重新选择。")),
    "webhook_stopped": (_("这个推送已经停用。"), "", _("需要时请新建一个。")),
    "delivery_not_over": (_("这一条还在发送中，或者不能再发。"), "", _("请刷新页面查看最新状态。")),
}
LABELS = {
    "notice.subject": _("您有新的通知"),
    "notice.brief": _("%(ref)s 有新的通知，请登录查看。"),
    "notice.to_holder": _("您有新的办理通知，请登录查看。"),
    "notice.ping": _("试发的消息，收到即可，不用处理。"),
    "notice.carrier.mail": _("邮件"),
    "notice.carrier.sms": _("短信"),
    "notice.carrier.webhook": _("推送"),
    "notice.delivery.waiting": _("待发送"),
    "notice.delivery.sending": _("发送中"),
    "notice.delivery.sent": _("已发送"),
    "notice.delivery.given_up": _("没有送到"),
    "notice.delivery.dropped": _("不再需要"),
    "webhook.type.complaint": _("投诉办理"),
    "webhook.type.follow_up": _("延期、整改和复核"),
    "webhook.type.clock": _("时限提醒"),
    "webhook.type.visit": _("入企检查"),
    "webhook.type.quiet_day": _("宁静日审批"),
    "webhook.type.penalty": _("处罚报备"),
    "webhook.type.other": _("其他通知"),
    "webhook.running": _("运行中"),
    "webhook.stopped": _("已停用"),
    "ledger_verb.notice:prefer": _("改变通知方式"),
    "ledger_verb.notice:resend": _("重发通知"),
    "ledger_verb.webhook:create": _("新建推送"),
    "ledger_verb.webhook:stop": _("停用推送"),
    "ledger_verb.webhook:ping": _("试发推送"),
}
