"""What an enterprise complains of at its door: the word on the button, and what stands in the complaint then."""

from typing import Any

from flask_babel import lazy_gettext as _

REFUSALS: dict[str, Any] = {}
LABELS = {
    "visit.grievance.unannounced": _("没有出示核验码或批准"),
    "visit.grievance.others": _("来的人和登记的不一样"),
    "visit.grievance.beyond": _("查了登记以外的事项"),
    "visit.grievance.asked_for": _("索要财物或指定中介"),
    "visit.grievance_facts.unannounced": _(
        "%(day)s，%(department)s 上门检查，检查人员没有出示核验码，也没有出示批准文件。对应的核验码是 %(code)s。"
    ),
    "visit.grievance_facts.others": _(
        "%(day)s，%(department)s 上门检查，来的人数或姓名与登记的不一样。登记的核验码是 %(code)s。"
    ),
    "visit.grievance_facts.beyond": _(
        "%(day)s，%(department)s 上门检查，查了登记以外的事项。登记的事项是：%(items)s。核验码是 %(code)s。"
    ),
    "visit.grievance_facts.asked_for": _(
        "%(day)s，%(department)s 上门检查，检查人员索要财物，或指定中介机构、商品服务。核验码是 %(code)s。"
    ),
    "visit.grievance_wants.unannounced": _("请核实这次检查有没有登记和批准，并答复。"),
    "visit.grievance_wants.others": _("请核实来的是谁、有没有执法证，并答复。"),
    "visit.grievance_wants.beyond": _("请核实检查范围，纠正多查的事项，并答复。"),
    "visit.grievance_wants.asked_for": _("请查处，退还财物，并答复。"),
}
