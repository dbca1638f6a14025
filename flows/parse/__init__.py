"""`wirewatch parse`: one page read aloud."""
