"""One query asked of one article, plainly: what faster ways are compared with."""
