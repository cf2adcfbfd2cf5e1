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
    "cosignature_unreadable": (_("看不懂这一行签名。"), _WITNESS, _("请按 C2SP signed-note 的格式提交一行签名。")),
    "cosignature_wrong": (
        _("这不是登记的见证单位对这份封账单的签名。"),
        _WITNESS,
        _("请核对见证单位的公钥和封账日期。"),
    ),
}
LABELS = {
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
