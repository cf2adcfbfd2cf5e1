"""Builders: the few things that nearly every test needs, made through the services. Add yours below."""
