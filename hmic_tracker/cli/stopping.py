"""Stopping when the system or a person asks: after the step at work, and at once where asked a second time."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")
_LONGEST_WAIT = 0.5


def wait_for(stop: threading.Event, seconds: float) -> bool:
    """Wait until the event is set or the seconds are over; returns whether it is set.

    In short waits, since on Windows no signal is heard in the middle of one.
    """
    while seconds > 0 and not stop.is_set():
        stop.wait(min(seconds, _LONGEST_WAIT))
        seconds -= _LONGEST_WAIT
    return stop.is_set()


@contextmanager
def stop_when_asked() -> Iterator[threading.Event]:
    """An event that is set by Ctrl-C, by SIGTERM (systemd, kill) and by Ctrl-Break (Windows) within the block."""
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    known = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    # Python lets only the main thread hear signals; a program of others that calls us elsewhere hears its own.
    heard = known if threading.current_thread() is threading.main_thread() else []
    before = {number: signal.signal(number, ask) for number in heard}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
