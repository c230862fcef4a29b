"""How a number of things is said, wherever people read it. Knows no records."""


def counted(number: int, noun: str) -> str:
    """`1 segment`, `1,203 segments`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def needs_a_look(number: int) -> str:
    """Say what a person sees first: how many segments need a look."""
    if number == 0:
        return "Nothing needs a look"
    return f"{counted(number, 'segment')} need{'s' if number == 1 else ''} a look"
