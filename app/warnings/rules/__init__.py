"""Warnings without a computer: what adds up, when it is too much, where counting begins anew."""

from app.warnings.rules.counting import Event, Kind, Terms, counted, progress, restarts

__all__ = ["Event", "Kind", "Terms", "counted", "progress", "restarts"]
