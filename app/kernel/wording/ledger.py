"""Words of the ledger: what a receipt or a witness is refused for, and what an audit finds."""

from flask_babel import lazy_gettext as _

_CLOSING = _("台账规则：每天 0 时 10 分后封账，封账后当天不再增加记录")
_RECEIPT = _("存证回执逐字节校验，改动任何一个字符都不能通过")
_AGAIN = _("请用下载时得到的原文件再试；仍不通过时请向市优办反映。")
_WITNESS = _("见证单位的签名须与封账单一致")
REFUSALS = {
    "ledger_day_closed": (
        _("%(day)s 的台账已经封账，这次操作没有保存。"),
        _CLOSING,
        _("请再提交一次，系统会按当前时间记录。"),
    ),
    "ledger_day_open": (_("%(day)s 还没有结束，不能封账。"), _CLOSING, _("请在第二天封账。")),
    "ledger_closed_before": (_("%(day)s 已经封账。"), _CLOSING, _("用 flask ledger checkpoint --day 查看封账单。")),
    "receipt_unreadable": (
        _("这个文件不是存证回执，或者已经被改动。"),
        _RECEIPT,
        _("请选择下载时得到的原文件，不要用其他软件打开后另存。"),
    ),
    "receipt_key": (
        _("回执上的公钥不是本台账的公钥。"),
        _RECEIPT,
        _("请核对张贴的封账单上的公钥；不一致时请向市优办反映。"),
    ),
    "receipt_words": (_("回执里的内容与当时提交的不一致。"), _RECEIPT, _("请用下载时得到的原文件再试。")),
    "receipt_facts": (_("回执里的记录事实与台账条目不一致。"), _RECEIPT, _("请用下载时得到的原文件再试。")),
    "receipt_promise": (
        _("回执上的签名不成立。"),
        _RECEIPT,
        _AGAIN,
    ),
    "receipt_proof": (
        _("回执里的证明推不出封账单上的根值。"),
        _RECEIPT,
        _AGAIN,
    ),
    "receipt_checkpoint": (
        _("回执里的封账单不成立，或者不能证明这一天的记录。"),
        _RECEIPT,
        _AGAIN,
    ),
    "receipt_rows": (
        _("系统里保存的内容与台账不一致，不能出具这份存证回执。"),
        _("存证回执按台账出具，出具前逐项核对"),
        _("请保留以前下载的回执，并向市优办反映；数据改动会被查明。"),
    ),
    "receipt_not_kept": (
        _("回执本身成立，但今天的台账里没有这一条，或者这一条已被改动。"),
        _("台账只增不改，签发过回执的条目必须一直在"),
        _("请保留这个文件，它就是证据；请向市优办和市纪委监委反映。"),
    ),
    "receipt_missing": (_("请选择存证回执文件。"), "", _("文件名以 .json 结尾，在回执页或进度页下载。")),
    "receipt_other": (
        _("这个文件不是纸质回执上写的那一条。"),
        _("纸质回执的二维码里写着条目和存证值"),
        _("请选择与纸质回执一起下载的文件。"),
    ),
    "cosignature_unreadable": (_("看不懂这一行签名。"), _WITNESS, _("请按 C2SP signed-note 的格式提交一行签名。")),
    "cosignature_wrong": (
        _("这不是登记的见证单位对这份封账单的签名。"),
        _WITNESS,
        _("请核对见证单位的公钥和封账日期。"),
    ),
    "consistency_sizes": (
        _("old 和 new 须是两份封账单的记录条数，old 不大于 new。"),
        _("只证明已公布的封账单之间的一致"),
        _("请从公开台账页面抄录条数。"),
    ),
}
LABELS = {
    "receipt_act.complaint:file": _("提交投诉"),
    "receipt_act.complaint:supplement": _("补充材料"),
    "receipt_act.complaint:withdraw": _("撤回投诉"),
    "receipt_act.complaint:rate": _("评价"),
    "receipt_act.complaint:request_review": _("申请复核"),
    "receipt_word.about": _("涉及单位"),
    "receipt_word.facts": _("情况"),
    "receipt_word.files": _("附件的 SHA-256"),
    "receipt_word.happened": _("发生时间"),
    "receipt_word.place": _("地点"),
    "receipt_word.reason": _("原因"),
    "receipt_word.reasons": _("不满意的原因"),
    "receipt_word.score": _("满意程度"),
    "receipt_word.wants": _("诉求"),
    "receipt_word.words": _("说明"),
    "ledger_fault.changed": _("内容与存证不符"),
    "ledger_fault.missing": _("记录缺失"),
    "ledger_fault.truncated": _("台账比封账单短"),
    "ledger_fault.chain": _("与同一件的上一条记录不衔接"),
    "ledger_fault.backdated": _("倒填日期：所称日期已经封账，这条记录不在其中"),
    "ledger_fault.afterdated": _("所称时间晚于封账时间"),
    "ledger_fault.root": _("根值与封账单不符"),
    "ledger_fault.node": _("树的中间节点不符"),
    "ledger_fault.checkpoint": _("封账单不成立或与签名内容不符"),
    "ledger_fault.cosignature": _("见证签名不成立"),
    "ledger_fault.head": _("台账条数不符"),
    "ledger_fault.receipt": _("台账没有兑现存证回执"),
    "ledger_fault.row_changed": _("数据与存证不符"),
    "ledger_fault.row_missing": _("数据缺失"),
    "ledger_fault.row_unsealed": _("数据没有对应的存证"),
}
