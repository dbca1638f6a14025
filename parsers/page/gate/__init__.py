"""What a page is: an article, something like it, or none."""
