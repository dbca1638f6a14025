"""Memory: what was seen, stored, matched and told. Rows never leave this room; values do."""
