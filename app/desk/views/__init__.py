"""The pages of the desk, the wall, the leader's view and a department's own clocks."""

from app.desk.views import inspecting, leader, lists, office, own
from app.desk.views.blueprint import bp

__all__ = ["bp", "inspecting", "leader", "lists", "office", "own"]
