"""Objects of JSON, in feeds, data and structured data."""

from typing import Any


def keep_filled(values: dict[str, Any]) -> dict[str, Any]:
    """Return an object without the names that have no value."""
    return {name: value for name, value in values.items() if value}
