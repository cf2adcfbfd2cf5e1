"""The audit: checks that find what breaks the measures, findings with their evidence, and what becomes of them."""
