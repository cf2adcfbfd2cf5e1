"""Publication of results: the public pages, the four channels with their receipts, taking down, the three rates."""
