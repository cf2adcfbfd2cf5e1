"""The discipline role (item 84): what was referred to it, actions after complaints, its own log."""
