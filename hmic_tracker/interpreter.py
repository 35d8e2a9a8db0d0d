"""What long work asks of Python itself, and gives back."""

import gc
import sys
import threading
from collections.abc import Callable
from contextlib import ContextDecorator
from typing import Generic, TypeVar

Was = TypeVar("Was")
_SHORT_TURN = 0.0001


class _FromFirstToLast(ContextDecorator, Generic[Was]):
    """A setting of all Python's threads, changed from the first block of work under way to the last.

    Several may be under way, one within another or in threads of one program: if each put back what it found, the one
    that began last would put back what the first had set. `change` gives what the setting was, for `put_back`.
    """

    def __init__(self, change: Callable[[], Was], put_back: Callable[[Was], None]) -> None:
        self._change, self._put_back = change, put_back
        self._lock = threading.Lock()
        self._found: list[Was] = []  # while any is under way
        self._under_way = 0

    def __enter__(self) -> None:
        with self._lock:
            if not self._under_way:
                self._found.append(self._change())
            self._under_way += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._under_way -= 1
            if not self._under_way:
                self._put_back(self._found.pop())


def _stop_searching() -> bool:
    was_on = gc.isenabled()
    gc.disable()
    return was_on


def _search_again(was_on: bool) -> None:
    if was_on:
        gc.enable()


def _shorten_turns() -> float:
    turn = sys.getswitchinterval()
    sys.setswitchinterval(_SHORT_TURN)
    return turn


# No search for garbage while hundreds of thousands of values are made and nearly all are kept. Python searches each
# time that enough new values have come, and looks at more of them each time: a fifth of the time that a long register
# takes, to find nothing. What nobody holds any longer is freed at once all the same; only values that hold each other
# in a ring wait for the next search.
without_garbage_search = _FromFirstToLast(_stop_searching, _search_again)
# Short turns for each thread: one that unpacks asks for Python's lock at every buffer, and would wait for it longer
# than it works.
short_turns = _FromFirstToLast(_shorten_turns, sys.setswitchinterval)
