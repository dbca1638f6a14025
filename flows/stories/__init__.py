"""The `stories` commands: what was taken for one event, why, and a person's corrections."""
