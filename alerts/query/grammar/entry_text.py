"""How the entry of a list is shown."""


def as_entry(written: str) -> str:
    """A part of a query as lists have it: there, words that stand side by side need no quotes."""
    inside = written[1:-1]
    quoted = len(written) > 2 and written[0] == written[-1] == '"' and '"' not in inside and "\\" not in inside
    return inside if quoted and " " in inside else written
