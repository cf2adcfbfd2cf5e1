"""Results of visits: what was found of each item, its photos, the papers that tell of it, its follow-up."""
