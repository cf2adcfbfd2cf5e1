"""Building the demo city, stage by stage, through the services of the slices. Each stage is one act of its door."""

from app.demo.service.auditing import catch
from app.demo.service.ceremony import next_draw
from app.demo.service.debts import owe
from app.demo.service.fines import fine
from app.demo.service.inspecting import inspect
from app.demo.service.judging import Judging
from app.demo.service.ladders import climb
from app.demo.service.people import PASSWORD, count_people, people, totp_key
from app.demo.service.planning import draft_plan
from app.demo.service.playing import Told, play
from app.demo.service.pools import fill, look_back
from app.demo.service.publicity import Lines
from app.demo.service.registers import furnish, settle
from app.demo.service.reporting import report
from app.demo.service.story import Story
from app.demo.service.tasks import tasks
from app.demo.service.town import Town
from app.demo.service.visiting import visit
from app.demo.service.watching import watch_over
from app.demo.service.world import begin, finish
from app.demo.service.year import plan

__all__ = [
    "PASSWORD",
    "Judging",
    "Lines",
    "Story",
    "Told",
    "Town",
    "begin",
    "catch",
    "climb",
    "count_people",
    "draft_plan",
    "fill",
    "fine",
    "finish",
    "furnish",
    "inspect",
    "look_back",
    "next_draw",
    "owe",
    "people",
    "plan",
    "play",
    "report",
    "settle",
    "tasks",
    "totp_key",
    "visit",
    "watch_over",
]
