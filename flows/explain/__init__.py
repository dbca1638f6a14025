"""`wirewatch explain`: where an article stands, and why."""
