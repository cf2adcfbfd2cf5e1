"""The draw `draw/1` (抽取): one ticket for each enterprise, and a result that anyone can recompute."""
