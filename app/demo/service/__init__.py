"""Building the demo city, stage by stage, through the services of the slices. Each stage is one act of its door."""

from app.demo.service.auditing import catch
from app.demo.service.ceremony import ceremony, next_draw
from app.demo.service.debts import owe
from app.demo.service.fines import fine
from app.demo.service.judging import Judging
from app.demo.service.ladders import climb
from app.demo.service.people import PASSWORD, count_people, people, totp_key
from app.demo.service.planning import draft_plan, publish_plan, published_at
from app.demo.service.playing import Told, play
from app.demo.service.pools import fill, look_back
from app.demo.service.registers import furnish, settle
from app.demo.service.reporting import report
from app.demo.service.tasks import tasks
from app.demo.service.town import Town
from app.demo.service.visiting import visit
from app.demo.service.watching import watch_over
from app.demo.service.world import begin, finish
from app.demo.service.year import plan

__all__ = [
    "PASSWORD",
    "Judging",
    "Told",
    "Town",
    "begin",
    "catch",
    "ceremony",
    "climb",
    "count_people",
    "draft_plan",
    "fill",
    "fine",
    "finish",
    "furnish",
    "look_back",
    "next_draw",
    "owe",
    "people",
    "plan",
    "play",
    "publish_plan",
    "published_at",
    "report",
    "settle",
    "tasks",
    "totp_key",
    "visit",
    "watch_over",
]
