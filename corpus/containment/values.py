"""What a contained process says, checked: nothing of it is trusted."""


def check_text(value: object) -> str:
    """`value`, a text.

    :raises TypeError: if it is none.
    """
    if not isinstance(value, str):
        raise TypeError(f"no text: {type(value).__name__}")
    return value


def check_optional(value: object) -> str | None:
    """`value`, a text or None.

    :raises TypeError: if it is neither.
    """
    return None if value is None else check_text(value)
