"""Reading what the command shows, as eyes do."""

Counts = dict[tuple[str, str], int]  # (step, result)


def counts(screen: str) -> Counts:
    """The table "each item once per step"."""
    found: Counts = {}
    step = ""
    for line in screen.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("│").split("│")]
        if line.startswith("│") and len(cells) == 3 and cells[2].isdigit():
            step = cells[0] or step
            found[step, cells[1]] = int(cells[2])
    return found


def in_one_line(screen: str) -> str:
    """The words without the breaks that the width of the screen put between them."""
    return " ".join(screen.replace("│", " ").split())
