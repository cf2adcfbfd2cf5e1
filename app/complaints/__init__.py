"""Complaints of enterprises: filed, referred, verified, answered, rated, reviewed."""
