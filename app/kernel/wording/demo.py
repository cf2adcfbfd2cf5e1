"""The words of the demo city."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "demo_only": (
        _("演示命令只在演示模式下使用。"),
        "",
        _("请设置 BE_MODE=demo，并使用单独的数据库。"),
    ),
    "demo_foreign_data": (
        _("数据库里已有不是演示城市的数据，不能在这里生成演示城市。"),
        "",
        _("请用 DATABASE_URL 另指一个数据库。"),
    ),
    "demo_day": (
        _("演示日期 %(day)s 不是已公布放假安排的年份里的工作日。"),
        "",
        _("请换一个工作日，例如 2026-09-11。"),
    ),
    "demo_missing": (
        _("数据库里没有演示城市。"),
        "",
        _("请先运行 flask demo load。"),
    ),
}
LABELS = {
    "scale.small": _("小"),
    "scale.full": _("大"),
}
