"""The real system with something done before each of its calls."""

import dataclasses
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hmic_tracker.files import System

MOMENTS = ("before", "after", "halfway")
_ASKED_ONLY = {"is_windows", "sleep", "pid", "host", "is_alive"}


def before_each_call(act: Callable[[str, int], None]) -> System:
    """The real system, with `act(name, number)` before each call to it, counted from 1; nobody sleeps."""
    made = 0

    def wrap(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any) -> Any:
            nonlocal made
            made += 1
            act(name, made)
            return call(*arguments)

        return wrapped

    return _wrapped(wrap)


def killing(number: int, moment: str) -> System:
    """The real system, but that the call of that number is this process's last, one of `MOMENTS`."""
    made = 0

    def wrap(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any) -> Any:
            nonlocal made
            made += 1
            if made != number:
                return call(*arguments)
            with suppress(OSError):
                if moment == "halfway" and name == "write":
                    call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                elif moment == "after":
                    call(*arguments)
            os.kill(os.getpid(), signal.SIGKILL)

        return wrapped

    return _wrapped(wrap)


def failing(number: int, code: int, *, lasting: bool = False) -> System:
    """The real system, but that the call of that number (and, where `lasting`, each writing one after it) fails."""

    def fail(name: str, made: int) -> None:
        if made == number or (lasting and made > number and name in ("write", "fsync", "mkdir")):
            raise OSError(code, os.strerror(code))

    return before_each_call(fail)


def _wrapped(wrap: Callable[[str, Callable[..., Any]], Callable[..., Any]]) -> System:
    real = System()
    names = [field.name for field in dataclasses.fields(System) if field.name not in _ASKED_ONLY]
    replaced: dict[str, Any] = {name: wrap(name, getattr(real, name)) for name in names}
    return System(**replaced, sleep=lambda seconds: None)
