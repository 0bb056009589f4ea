"""A value that travels between processes."""

from __future__ import annotations

from typing import Any, Self


class Value:
    """A base for frozen dataclasses with slots: pickled as a call with their fields in order.

    What ``dataclasses`` does instead asks for the fields anew with each value, on both sides.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        kind = type(self)
        names: tuple[str, ...] = kind.__slots__
        return kind, tuple([getattr(self, name) for name in names])
