"""Warnings by numbers of the rulebook: what adds up at one enterprise or one department is told, once."""
