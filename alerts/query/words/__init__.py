"""Words: where they begin and end, and when two of them are the same."""
