"""The import in the browser: one flow for every register that takes sheets."""
