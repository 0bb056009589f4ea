"""Classes of values, as ``dataclasses`` makes them, in a quarter of the time.

A build imports more than a hundred, and ``dataclasses`` compiles six functions for each. Here
``__init__`` alone is compiled, for the first value of a class: most builds make none of many
classes. A frozen value is pickled as a call with its fields; ``dataclasses`` looks up their names
for each value.
"""

import dataclasses
from collections.abc import Callable, Iterable
from functools import partial
from operator import attrgetter, ge, gt, le, lt
from operator import eq as equal
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(**options: bool) -> Callable[[type], type]:
        """Decorate a class as ``dataclasses.dataclass`` does, sooner if it has slots."""
        if options.keys() <= {"slots", "frozen", "eq", "order"} and options.pop("slots", False):
            return partial(_make, **options)
        return dataclasses.dataclass(**options)


ORDER = {"__lt__": lt, "__le__": le, "__gt__": gt, "__ge__": ge}


def _make(given: type, *, frozen: bool = False, eq: bool = True, order: bool = False) -> type:
    kind: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(given)
    fields = dataclasses.fields(kind)
    compared = _getter(field.name for field in fields if field.compare)
    every = _getter(field.name for field in fields)
    shown = [field.name for field in fields if field.repr]

    def show(self: Any) -> str:
        named = ", ".join([f"{name}={getattr(self, name)!r}" for name in shown])
        return f"{type(self).__qualname__}({named})"

    def begin(self: Any, *values: Any, **named: Any) -> None:
        kind.__init__ = _compile_init(kind, fields)
        kind.__init__(self, *values, **named)

    methods: dict[str, Any] = {"__init__": begin, "__repr__": show}
    if eq:
        methods["__eq__"] = _comparing(compared, equal)
        methods["__hash__"] = (lambda self: hash(compared(self))) if frozen else None
    if order:
        methods |= {name: _comparing(compared, by) for name, by in ORDER.items()}
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
        methods["__reduce__"] = lambda self: (self.__class__, every(self))
    for name, method in methods.items():
        if name not in vars(given):
            setattr(kind, name, method)
    return kind  # type: ignore[no-any-return]


def _comparing(
    compared: Callable[[Any], tuple[Any, ...]], by: Callable[[Any, Any], bool]
) -> Callable[[Any, Any], Any]:
    def compare(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return by(compared(self), compared(other))

    return compare


def _getter(names: Iterable[str]) -> Callable[[Any], tuple[Any, ...]]:
    match tuple(names):
        case ():
            return lambda _: ()
        case (name,):
            return lambda value: (getattr(value, name),)
        case several:
            return attrgetter(*several)


def _compile_init(kind: type, fields: Iterable[dataclasses.Field[Any]]) -> Any:
    """Return ``__init__``, which sets each field by its slot: the class itself lets nobody."""
    known: dict[str, Any] = {"_absent": object()}
    given, steps = ["self"], []
    for field in fields:
        name, value = field.name, field.name
        known[f"_set_{name}"] = getattr(kind, name).__set__
        if field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
            given.append(f"{name}=_default_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = field.default_factory
            given.append(f"{name}=_absent")
            value = f"_make_{name}() if {name} is _absent else {name}"
        else:
            given.append(name)
        steps.append(f"  _set_{name}(self, {value})")
    if hasattr(kind, "__post_init__"):
        steps.append("  self.__post_init__()")
    text = "\n".join([f"def __init__({', '.join(given)}):", *steps, "  return None"])
    exec(text, known)  # noqa: S102 - of names of fields alone, as dataclasses does it
    return known["__init__"]


def _refuse(_self: Any, name: str, *_value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")
