"""Its words: where they stand, and what stands among them."""
