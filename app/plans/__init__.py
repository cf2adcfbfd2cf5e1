"""The year's plan: which items are looked at, by whom, at which enterprises, how many of them, and when."""
