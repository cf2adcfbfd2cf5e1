"""Penalties: filed with the office before they are decided, then paid, published, and taken down where revoked."""
