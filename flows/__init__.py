"""What runs when: the whole path, its settings, and the command line."""
