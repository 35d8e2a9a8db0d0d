"""A long sheet checked by expat and deflated aside, segment by segment, while the next segment is being written.

Neither holds Python's lock, so a save keeps two processors busy. A segment is some whole rows; the first begins
with all that stands before the rows, and the last ends with all that stands after them.
"""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from itertools import pairwise

from hmic_tracker.workbook import markup, wellformed
from hmic_tracker.workbook.packed import Packed, crc32, deflate, deflate_segment

#: Below this many bytes, threads cost more than they save.
LONG = 1024 * 1024
_SEGMENTS = 8
#: So many of them are packed well, the others fast: see `deflate_segment`.
_THOROUGH = 2


def pack(content: bytes, place: str) -> Packed:
    """The part deflated; WorkbookUnusable where it is not well-formed, so that such a part is never written."""
    if len(content) < LONG:
        markup.require_well_formed(content, place)
        return deflate(content)
    with ThreadPoolExecutor(2) as aside:
        packing = SheetPacking(place, frame_of(content), aside)
        for start, stop in segments(content):
            packing.add(content[start:stop], is_last=stop == len(content))
        return packing.packed()


def segments(xml: bytes) -> list[tuple[int, int]]:
    """Where the sheet falls into segments of about the same length, as spans."""
    cuts = [xml.find(b"<row ", len(xml) * number // _SEGMENTS) for number in range(1, _SEGMENTS)]
    edges = [0, *sorted({cut for cut in cuts if cut > 0}), len(xml)]
    return list(pairwise(edges))


def frame_of(xml: bytes) -> tuple[bytes, bytes] | None:
    """What stands before the first row and from the end of the rows on; None where rows cannot be told by pattern."""
    first, last = xml.find(b"<row "), xml.rfind(b"</sheetData>")
    # A single rare letter is found ten times faster than two, so it is asked first. The declaration is at the start.
    is_odd = (xml.find(b"!") >= 0 and xml.find(b"<!") >= 0) or (xml.find(b"?", 200) >= 0 and xml.find(b"<?", 6) >= 0)
    return None if is_odd or not 0 < first < last else (xml[:first], xml[last:])


class SheetPacking:
    """The segments of one sheet as they come, each handed to `aside` at once."""

    def __init__(self, place: str, frame: tuple[bytes, bytes] | None, aside: Executor) -> None:
        """`frame` is what `frame_of` gives; without it, all segments are looked at together in the end."""
        self._place = place
        self._frame = frame if frame is not None and wellformed.expat_functions() is not None else None
        self._aside = aside
        self._segments: list[bytes] = []
        self._deflated: list[Future[bytes]] = []
        self._asked: list[Future[bool]] = []
        self._crc = 0
        if self._frame is not None:
            self._ask(*self._frame)

    def add(self, segment: bytes, *, is_last: bool) -> None:
        """The next segment."""
        is_first = not self._segments
        if self._frame is not None:
            head, tail = self._frame
            self._ask(*(() if is_first else (head,)), segment, *(() if is_last else (tail,)))
        is_thorough = len(self._segments) < _THOROUGH
        self._deflated.append(self._aside.submit(deflate_segment, segment, is_thorough=is_thorough, is_last=is_last))
        self._segments.append(segment)
        self._crc = crc32(segment, self._crc)

    def _ask(self, *document: bytes) -> None:
        self._asked.append(self._aside.submit(wellformed.is_well_formed, document))

    def packed(self) -> Packed:
        """The sheet deflated, once the last segment was added; WorkbookUnusable where it is not well-formed."""
        if not self._asked or not all(answer.result() for answer in self._asked):
            # The ordinary way also says where the fault is.
            check = markup.Check(self._place)
            for segment in self._segments:
                check.feed(segment)
            check.close()
        deflated = b"".join([each.result() for each in self._deflated])
        return Packed(deflated, self._crc, sum(map(len, self._segments)))
