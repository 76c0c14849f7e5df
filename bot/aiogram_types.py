"""aiogram's types, built when they are first used instead of all at the start.

aiogram puts off the building of its 600 pydantic models and then, at the end of its import, builds
every one: four fifths of what importing it costs, in each process, at each start. Here that end
only leaves with each model the names that its annotations mean. pydantic then builds a model, with
all that is in it, at its first use: an update takes a fifth of a second, once.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

TYPES, METHODS = "aiogram.types", "aiogram.methods"


def build_when_used() -> None:
    """From now on importing aiogram builds none of its types; for whoever imports it later."""
    if TYPES not in sys.modules:
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds aiogram's two rooms of models where they are, and has them loaded as we say."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in {TYPES, METHODS}:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader:
            spec.loader = _Unbuilt(spec.loader)
        return spec


class _Unbuilt(Loader):
    """Loads a room of models without building them."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        if module.__name__ == TYPES:
            with _names_left_with_models():
                self._loader.exec_module(module)
        else:
            self._loader.exec_module(module)
            _leave_names(module, sys.modules[TYPES])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)


@contextmanager
def _names_left_with_models() -> Iterator[None]:
    """Meanwhile a model that is to be built now gets only the names for building it later."""
    from pydantic import BaseModel  # noqa: PLC0415 - only whoever imports aiogram needs it
    from pydantic._internal._model_construction import (  # noqa: PLC0415
        build_lenient_weakvaluedict,
    )

    real = BaseModel.__dict__["model_rebuild"]
    known: dict[int, Any] = {}  # one for all models, which share their names

    def leave(
        cls: type[BaseModel], /, *, _types_namespace: dict[str, Any] | None = None, **how: Any
    ) -> bool | None:
        if _types_namespace is None:
            built: bool | None = real.__func__(cls, **how)
            return built
        names = known.setdefault(
            id(_types_namespace), build_lenient_weakvaluedict(_types_namespace)
        )
        cls.__pydantic_parent_namespace__ = names
        return None

    BaseModel.model_rebuild = classmethod(leave)  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        BaseModel.model_rebuild = real  # type: ignore[method-assign]


def _leave_names(methods: ModuleType, types: ModuleType) -> None:
    """Leave the names of the types with the methods, which are built from them."""
    names = types.TelegramObject.__pydantic_parent_namespace__
    for name in methods.__all__:
        getattr(methods, name).__pydantic_parent_namespace__ = names
