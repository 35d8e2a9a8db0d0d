"""Rounds in which a colleague saves at random moments of our save, and what is asked after each."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from hmic_tracker.errors import WorkbookBusy
from hmic_tracker.files import acting_through, conflict_copies
from hmic_tracker.register.changes import ChangeSet
from hmic_tracker.register.outbox import put_in_outbox
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.writing import Receipt
from soaking.colleague import Cells, Colleague, read_cells
from soaking.seam import before_each_call
from soaking.small import make_register, rate_some

_ROWS = 12
#: About as many calls to the system as a save makes.
_LAST_MOMENT = 130
_ROUNDS_A_REGISTER = 12


def play(folder: Path, rounds: int, *, seed: int, then: Callable[[Path], None] | None = None) -> Counter[str]:
    """So many rounds; how they went. AssertionError at the first edit that is lost or change that is misplaced."""
    random, went = Random(seed), Counter[str]()
    for number in range(rounds):
        if number % _ROUNDS_A_REGISTER == 0:
            place = folder / f"register {number}"
            place.mkdir()
            make_register(place / "register.xlsx", _ROWS)
            game = _Game(place / "register.xlsx", random, then)
        try:
            went.update(game.play())
        except AssertionError as error:
            raise AssertionError(f"round {number} of seed {seed}: {error}") from error
    return went


class _Game:
    """One register through several rounds, with what it must hold."""

    def __init__(self, path: Path, random: Random, then: Callable[[Path], None] | None) -> None:
        self.path = path
        self.outbox = path.parent / "outbox"
        self.random = random
        self.colleague = Colleague(path, random, then)
        #: Which row a change's key names: keys outlive the round, in the outbox.
        self.row_of: dict[tuple[str, ...], str] = {}

    def play(self) -> list[str]:
        """One round: rate, save while the colleague does, and look."""
        self.colleague.forget()
        register = open_register(self.path)
        changes = register.propose(rate_some(register, self.random, part=self.random.choice((0.4, 1.0))))
        before, _ = read_cells(self.path)
        self._remember_rows(changes, before)
        is_open = self.random.random() < 0.1
        mark = self.path.with_name(f".~lock.{self.path.name}#")
        if is_open:
            mark.write_text("A Colleague,ac,PC-7,31.03.2022 09:30,file:///profile;")
        receipt: Receipt | None = None
        try:
            with acting_through(before_each_call(self._moments())):
                receipt = register.save(changes, outbox=self.outbox)
        except WorkbookBusy:
            put_in_outbox(changes, self.outbox)
        if is_open:
            assert receipt is None or receipt.fingerprint is None, "written over an open workbook"
            mark.unlink()
        self._look(before, changes, receipt)
        outcome = "busy" if receipt is None else "written" if receipt.written else "nothing to write"
        return [outcome, *["not applied"] * (len(receipt.not_applied) if receipt else 0),
                *["saves of the colleague"] * self.colleague.saves,
                *["saved over ours"] * self.colleague.overwrote_ours]  # fmt: skip

    def _remember_rows(self, changes: ChangeSet, cells: Cells) -> None:
        by_ref = {said["Ref"]: name for name, said in cells.items() if said["Ref"]}
        by_text = {said["Recommendation"]: name for name, said in cells.items()}
        for change in changes:
            self.row_of[change.key] = by_ref[change.ref] if change.key[0] == "ref" else by_text[change.key[-1]]

    def _moments(self) -> Callable[[str, int], None]:
        """When the colleague acts: now and then with a version opened some moments before."""
        colleague, random = self.colleague, self.random
        acts: dict[int | str, list[Callable[[], None]]] = {}
        if random.random() < 0.2:
            opened, saved = sorted(random.sample(range(1, _LAST_MOMENT), 2))
            acts = {opened: [colleague.open], saved: [colleague.save]}
        elif random.random() < 0.2:  # the hardest moment: after our last look
            acts = {"exchange": [colleague.edit_and_save]}
        else:
            for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
                acts.setdefault(random.randint(1, _LAST_MOMENT), []).append(colleague.edit_and_save)
        is_acting = False

        def act(name: str, number: int) -> None:
            nonlocal is_acting
            if not is_acting:
                is_acting = True
                for each in (*acts.pop(number, ()), *acts.pop(name, ())):
                    each()
                is_acting = False

        return act

    def _look(self, before: Cells, changes: ChangeSet, receipt: Receipt | None) -> None:
        if copies := conflict_copies(self.path):
            self._look_into(copies)
            return
        colleague, (cells, scribbles) = self.colleague, read_cells(self.path)
        assert scribbles == colleague.scribbles, f"scribbles lost: {set(colleague.scribbles) - set(scribbles)}"
        names = (before.keys() | colleague.added.keys()) - colleague.deleted
        assert set(cells) == names, f"rows: {sorted(set(cells) ^ names)}"
        written = {(self.row_of[one.key], one.column): one.now for one in (receipt.written if receipt else ())}
        for name, said in cells.items():
            for heading in said.keys() | {heading for row, heading in colleague.edits if row == name}:
                where = (name, heading)
                was = {**before, **colleague.added}[name].get(heading)
                wanted = [colleague.edits.get(where, written.get(where, was))]
                if colleague.overwrote_ours and where not in colleague.edits:
                    wanted.append(was)  # they opened it before our save and saved it after: all of theirs stays
                found = _plain(said.get(heading))
                assert found in map(_plain, wanted), f"{where}: {found!r} and not {wanted!r}"
        self._ask_for_ours(changes, receipt)
        self._look_for_leftovers()

    def _look_into(self, copies: tuple[Path, ...]) -> None:
        """They saved just before ours was put in place and just after it: each edit is in the register or beside it."""
        colleague = self.colleague
        assert colleague.saves > 1, "a conflict copy where nobody saved twice"
        versions = [read_cells(path) for path in (self.path, *copies)]
        assert set(colleague.scribbles) <= {line for _, scribbles in versions for line in scribbles}, "scribbles lost"
        found = {
            (name, heading, _plain(value))
            for cells, _ in versions
            for name, said in cells.items()
            for heading, value in said.items()
        }
        for (name, heading), value in colleague.edits.items():
            assert name in colleague.deleted or (name, heading, _plain(value)) in found, f"{(name, heading)} is lost"
        assert colleague.added.keys() - colleague.deleted <= {name for name, _, _ in found}, "an added row is lost"
        for copy in copies:  # a person would take over what they need, and put it away
            copy.unlink()
        colleague.scribbles = versions[0][1]

    def _ask_for_ours(self, changes: ChangeSet, receipt: Receipt | None) -> None:
        """Each change was written, or is told as not applied, or waits."""
        if receipt is None:
            return
        told = {(one.key, one.column) for one in receipt.written}
        told |= {(one.change.key, one.change.column) for one in receipt.not_applied}
        missing = [change for change in changes if (change.key, change.column) not in told]
        assert not missing, f"neither written nor told: {missing[0]}"

    def _look_for_leftovers(self) -> None:
        left = {each.name for each in self.path.parent.iterdir()} - {self.path.name, "backups", ".hmic", "outbox"}
        assert not left, f"left behind: {left}"
        assert not (self.path.parent / ".hmic" / "saving.json").exists(), "a note is left"


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value
