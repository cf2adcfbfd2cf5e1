"""Words of an enterprise's timeline."""

from typing import Any

from flask_babel import lazy_gettext as _

REFUSALS: dict[str, Any] = {}
LABELS = {
    "timeline.kind.visit": _("入企检查"),
    "timeline.kind.past_visit": _("其他记录里的检查"),
    "timeline.kind.request": _("宁静日申请"),
    "timeline.kind.penalty": _("行政处罚决定"),
    "timeline.kind.past_penalty": _("其他记录里的处罚"),
    "timeline.kind.unannounced": _("企业报告没有核验码"),
    "timeline.state.decided": _("已决定"),
    "timeline.state.withdrawn": _("已撤下"),
    "timeline.state.judged": _("已认定"),
}
