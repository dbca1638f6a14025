"""`wirewatch sources …`: looking after the sources of a desk."""
