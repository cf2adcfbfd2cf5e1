"""Inspectors: who may be sent, with which certificate, for which items, and to whom not."""
