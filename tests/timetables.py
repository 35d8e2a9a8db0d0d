"""A clock that a test sets, and a timetable kept by it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hmic_tracker.files import acting_through, system
from hmic_tracker.runs.keeping import keep_timetable
from hmic_tracker.runs.workspace import open_workspace


@dataclass
class FakeClock:
    """Tells the time, and lets it go by where somebody waits. `sleeps`: at a moment the machine sleeps until another."""

    now: datetime
    until: datetime
    sleeps: list[tuple[datetime, datetime]] = field(default_factory=list)
    waits: int = 0

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> bool:
        """As `threading.Event.wait`: whether it is enough."""
        if seconds:
            self.waits += 1
            self.now += timedelta(seconds=seconds)
            for begins, ends in self.sleeps:
                if begins <= self.now < ends:
                    self.now = ends
        return self.now >= self.until


def utc(text: str) -> datetime:
    """`2022-03-27 00:30` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def keep(folder: Path, clock: FakeClock, *, beat: timedelta = timedelta(days=1)) -> list[str]:
    """Keep the timetable of a workspace until the clock says that it is enough; what was told."""
    told: list[str] = []
    # A year's heartbeats are not put on the disk one by one: nobody pulls the plug here.
    with acting_through(replace(system(), fsync=lambda descriptor: None)):
        keep_timetable(open_workspace(folder), clock=clock, wait=clock.wait, tell=told.append, beat=beat)
    return told
