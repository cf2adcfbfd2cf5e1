"""Ratings of departments by deputies, members and entrepreneurs: one-time codes, ballots that nobody can trace."""
