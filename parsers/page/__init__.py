"""One page to its article: where each part stands, and what stands there beside it."""
