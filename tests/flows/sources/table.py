"""Reading the tables that a command prints."""


def row(screen: str, name: str) -> list[str]:
    """The cells of the row that begins with this name."""
    found = [line for line in screen.splitlines() if line.startswith("│") and name in line.split("│")[1]]
    return [cell.strip() for cell in found[0].strip("│").split("│")]
