"""The error answers of the Bot API."""

from typing import Any


class ApiError(Exception):
    """An answer with ``"ok": false``.

    ``description`` is Telegram's own text where that is known. A text that begins with
    "Bad Request: strict test server" is ours: Telegram would accept the call, but silently
    drop or change a part of it. ``is_fault`` says that a test asked for it: the bot could
    not know better.
    """

    def __init__(
        self,
        error_code: int,
        description: str,
        *,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
        is_fault: bool = False,
    ) -> None:
        super().__init__(f"{error_code} {description}")
        self.error_code = error_code
        self.description = description
        self.is_fault = is_fault
        parameters = {"retry_after": retry_after, "migrate_to_chat_id": migrate_to_chat_id}
        self.parameters = {name: value for name, value in parameters.items() if value is not None}

    def to_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.error_code,
            "description": self.description,
        }
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(reason: str) -> ApiError:
    """Return a 400; like Telegram, lower the first letter unless an identifier begins there."""
    is_identifier = reason[1:2] == "_" or reason[1:2].isupper()
    return ApiError(400, "Bad Request: " + (reason if is_identifier else _lower_first(reason)))


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


def strict(reason: str) -> ApiError:
    """Return the refusal of what Telegram would accept and then silently drop or change."""
    return bad_request(f"strict test server: {reason}")


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
