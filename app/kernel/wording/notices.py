"""The texts of notices, each at most 70 characters with its facts: what happened, and what the reader does next."""

from typing import Any

from flask_babel import lazy_gettext as _

REFUSALS: dict[str, tuple[Any, Any, Any]] = {}
LABELS = {
    "notice.complaint_filed": _("投诉 %(ref)s 已收到，最晚 %(due)s 前告知是否受理。"),
    "notice.complaint_waiting": _("新投诉 %(ref)s 等待受理。"),
    "notice.complaint_accepted": _("投诉 %(ref)s 已受理，交%(department)s办理，最晚 %(due)s 前核实。"),
    "notice.complaint_referred": _("投诉 %(ref)s 已交办，请在 %(due)s 前核实到位。"),
    "notice.complaint_declined": _("投诉 %(ref)s 不予受理，原因请打开查看。"),
    "notice.complaint_routed": _("投诉 %(ref)s 建议通过“%(to)s”反映，说明请打开查看。"),
    "notice.complaint_sheet_revised": _("投诉 %(ref)s 的交办单已更正，请查看。"),
    "notice.complaint_returned": _("投诉 %(ref)s 被退回，承办单位建议改派：%(to)s。"),
    "notice.complaint_verified": _("投诉 %(ref)s 已核实，核实情况请打开查看。"),
    "notice.complaint_preliminary": _("投诉 %(ref)s 已有初步结果，办理仍在继续。"),
    "notice.complaint_resolved": _("投诉 %(ref)s 已办结，请查看答复并评价。"),
    "notice.complaint_closed": _("投诉 %(ref)s 已由承办单位答复办结。"),
    "notice.complaint_reclassified": _("投诉 %(ref)s 的事项类别已改变，时限随之调整。"),
    "notice.complaint_supplemented": _("投诉 %(ref)s 有补充材料，请审看后转交。"),
    "notice.complaint_supplement_handed": _("投诉 %(ref)s 有补充材料转交，请查看。"),
    "notice.complaint_withdrawn": _("投诉 %(ref)s 已撤回。"),
    "notice.extension_requested": _("投诉 %(ref)s 申请延期 %(days)s 个工作日，请审批。"),
    "notice.extension_granted": _("投诉 %(ref)s 的延期申请已批准，新的时限请打开查看。"),
    "notice.extension_refused": _("投诉 %(ref)s 的延期申请未获批准，请按原时限办理。"),
    "notice.rectification_opened": _("投诉 %(ref)s 收到差评，请在 %(due)s 前整改。"),
    "notice.rectification_submitted": _("投诉 %(ref)s 的整改情况已提交，请回访。"),
    "notice.rectification_closed": _("投诉 %(ref)s 的整改已完成，您可以再评价一次。"),
    "notice.rectification_reopened": _("投诉 %(ref)s 回访仍不满意，请在 %(due)s 前继续整改。"),
    "notice.review_requested": _("投诉 %(ref)s 申请复核，请办理。"),
    "notice.review_upheld": _("投诉 %(ref)s 的复核已有结论：维持原答复，理由请打开查看。"),
    "notice.review_redo": _("投诉 %(ref)s 经复核重新办理，进展请打开查看。"),
    "notice.unsealing_requested": _("投诉 %(ref)s 有查看投诉人身份的申请，请另一位同事审批。"),
    "notice.complaint_unsealed": _("经两人批准，优办一名工作人员可在 24 小时内查看投诉 %(ref)s 的投诉人身份。"),
    "notice.identity_read": _("投诉 %(ref)s 的投诉人身份刚被查看一次。"),
    "notice.clock_due_soon": _("投诉 %(ref)s 的时限即将届满：%(due)s，请抓紧办理。"),
    "notice.clock_overdue": _("投诉 %(ref)s 已超过时限 %(due)s，请立即办理。"),
}
