"""A value is what ``dataclasses`` makes of its class."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """One of each sort of field."""

    name: str
    count: int = 0
    names: list[str] = field(default_factory=list)
    known: Any = field(default=None, compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same."""

    name: str
    count: int = 0
    names: list[str] = field(default_factory=list)
    known: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class One:
    """A field, and checks of its own."""

    name: str

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("no name")

    def __repr__(self) -> str:
        return self.name.upper()


@dataclass(frozen=True, slots=True)
class Nothing:
    """No field."""


BOTH = pytest.mark.parametrize("kind", [Ours, Theirs])


@BOTH
def test_fields_and_defaults(kind: Any) -> None:
    """Fields are set by place or name, defaults are made anew for each value."""
    value = kind("a", names=["x"])
    assert dataclasses.astuple(value) == ("a", 0, ["x"], None)
    assert kind("a").names == []
    assert kind("a").names is not kind("a").names
    with pytest.raises(TypeError, match="name"):
        kind()


@BOTH
def test_equality(kind: Any) -> None:
    """Values of one class are equal by what is compared; one with a list cannot be hashed."""
    assert kind("a", known=1) == kind("a", known=2)
    assert kind("a") != kind("b")
    assert kind("a") != ("a", 0, [], None)
    with pytest.raises(TypeError, match="unhashable"):
        hash(kind("a"))
    assert hash(kind("a", names=())) == hash(kind("a", names=(), known=3))


@BOTH
def test_nobody_changes_one(kind: Any) -> None:
    """A field is neither set nor deleted; ``replace`` returns another value."""
    value = kind("a")
    with pytest.raises(FrozenInstanceError):
        value.name = "b"
    with pytest.raises(FrozenInstanceError):
        del value.name
    with pytest.raises((AttributeError, TypeError)):
        value.other = 1
    assert dataclasses.replace(value, name="b") == kind("b")


@BOTH
def test_copies(kind: Any) -> None:
    """A value that travelled, or was copied, is equal, and has what is not compared."""
    value = kind("a", 2, ["x"], "known")
    travelled = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own
    for other in (travelled, copy.deepcopy(value), copy.copy(value)):
        assert (other, other.known) == (value, "known")


def test_words_and_patterns() -> None:
    """It is shown and matched as of ``dataclasses``; what a class says itself stands."""
    ours, theirs = repr(Ours("a", known=1)), repr(Theirs("a", known=1))
    assert ours == theirs.replace("Theirs", "Ours")
    assert Ours.__match_args__ == Theirs.__match_args__
    assert repr(One("a")) == "A"
    assert (One("a"), Nothing()) == (One("a"), Nothing())
    assert hash(One("a")) == hash(One("a"))
    both = pickle.dumps((One("a"), Nothing()))
    assert pickle.loads(both) == (One("a"), Nothing())  # noqa: S301 - our own
    with pytest.raises(ValueError, match="no name"):
        One("")
