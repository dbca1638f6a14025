"""Why an article answers a query, or by how much it misses."""
