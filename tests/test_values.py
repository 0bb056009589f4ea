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


@dataclass(slots=True, order=True)
class Changing:
    """Fields that may change."""

    name: str
    count: int = field(default=0, compare=False)


@dataclasses.dataclass(slots=True, order=True)
class ChangingTheirs:
    """The same."""

    name: str
    count: int = field(default=0, compare=False)


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


@pytest.mark.parametrize("kind", [Changing, ChangingTheirs])
def test_values_that_change_and_have_an_order(kind: Any) -> None:
    """They are set and copied, compared by what is compared, and have no hash."""
    first, second = kind("a", 2), kind(name="b", count=1)
    assert [*sorted([second, first])] == [first, second]
    assert (first < second, first <= kind("a"), first > second, second >= first) == (1, 1, 0, 1)
    second.name = "a"
    assert first == second
    assert (copy.copy(first).count, pickle.loads(pickle.dumps(second)).count) == (2, 1)  # noqa: S301 - our own
    for other in (("a", 2), One("a")):
        assert first != other
        with pytest.raises(TypeError, match="not supported"):
            first < other  # noqa: B015 - it raises
    with pytest.raises(TypeError, match="unhashable"):
        hash(first)
    with pytest.raises(AttributeError):
        first.other = 1


def test_eq_is_identity_where_a_class_wants_it() -> None:
    """Such values have a hash all the same."""
    made: Any = dataclass(frozen=True, slots=True, eq=False)(
        type("Plain", (), {"__doc__": "None."})
    )
    assert made() != made()
    assert len({made(), made()}) == 2
