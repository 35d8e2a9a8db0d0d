"""A zip archive as a list of members, each with its compressed bytes as they stand in the file.

`zipfile` can't copy a member without inflating it, renames backslashes on some systems and forgets extra
fields, so the directory is read here: APPNOTE.TXT 4.3 (the zip format), ECMA-376 Part 2, 10.2 (what of it a
package may use). Everything that is read is bounded, because the file comes from somebody else.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hmic_tracker.errors import WorkbookUnusable
from hmic_tracker.files.whole import is_there, read_bytes_whole, stat_of_file
from hmic_tracker.workbook.packed import crc32, inflater

MOST_FILE_BYTES = 256 * 1024 * 1024
MOST_MEMBERS = 20_000
MOST_PART_BYTES = 192 * 1024 * 1024
# Sheets of a million empty rows, or of cells that are all the same, deflate 10 to 16 to 1, since their addresses
# differ; deflate's own limit is 1,032 to 1. Below a megabyte nothing takes long, whatever is in it.
MOST_RATIO = 100
RATIO_MATTERS_FROM = 1024 * 1024
# Programs that make a style for each cell list the same one up to 64,000 times, which deflates several hundred to 1.
MOST_REPEATED = 16 * 1024 * 1024
#: So many packed bytes at a time, which are about two megabytes of a sheet.
_PIECE = 256 * 1024

_MOVED = "Check its name and its folder: somebody may have moved or renamed it."

STORED, DEFLATED = 0, 8
ENCRYPTED_FLAG, DESCRIPTOR_FLAG, LEVEL_FLAGS = 0x0001, 0x0008, 0x0006
ZIP64_FIELD = 0x0001
FULL_32 = 0xFFFFFFFF

END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
_DIRECTORY_IN_DOS_ATTRIBUTES = 0x10


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the archive.

    `name` is as written, decoded; `path` is the same with forward slashes and without a leading one.
    `central` is its entry in the directory, `offset` where its local header starts in `Archive.content`,
    `start` and `stop` where its compressed bytes lie, `end` where its data descriptor (if any) ends.
    """

    name: str
    path: str
    flags: int
    method: int
    crc: int
    compressed: int
    size: int
    central: bytes
    offset: int
    start: int
    stop: int
    end: int

    @property
    def is_folder(self) -> bool:
        """Whether this is an entry for a folder, which holds nothing."""
        return self.path.endswith("/")


@dataclass(frozen=True)
class Archive:
    """A zip file in memory: its bytes, its members in directory order, its closing comment."""

    path: Path
    content: bytes = field(repr=False)
    members: tuple[Member, ...]
    comment: bytes = b""

    def inflate(self, member: Member, *, most: int = MOST_PART_BYTES, may_repeat: bool = False) -> bytes:
        """The member's content, its length and checksum compared with what the directory says.

        Raises WorkbookUnusable for a member that is encrypted, packed in a way packages may not use
        (ECMA-376 Part 2, 10.2), damaged, larger than `most` bytes, or inflated beyond all reason: what `may_repeat`
        itself, as a list of styles does, may do so up to `MOST_REPEATED` bytes.
        """
        if member.flags & ENCRYPTED_FLAG:
            raise _unusable(self.path, f"{member.path} in it is encrypted.", "Save it without a password.")
        packed = memoryview(self.content)[member.start : member.stop]
        if member.method == STORED:
            content = bytes(packed)
        elif member.method == DEFLATED:
            free = MOST_REPEATED if may_repeat else RATIO_MATTERS_FROM
            content = self._unpacked(member, inflater(), packed, self._bound(member, most, free))
        else:
            raise _damaged(self.path, f"{member.path} in it is packed in a way workbooks may not use")
        self._require_checked(member, len(content), crc32(content))
        return content

    def pieces(self, member: Member) -> Iterator[bytes]:
        """The content of a deflated member as `inflate` gives it, but about two megabytes at a time.

        A long part takes half the time this way, because its pieces stay in the processor's cache. Only when the
        last piece was taken is it known that the content matches its checksum.
        """
        most = self._bound(member, MOST_PART_BYTES)
        stream, size, crc = inflater(), 0, 0
        for at in range(member.start, member.stop, _PIECE):
            packed = self.content[at : min(at + _PIECE, member.stop)]
            piece = self._unpacked(member, stream, packed, most - size)
            size, crc = size + len(piece), crc32(piece, crc)
            yield piece
        self._require_checked(member, size, crc)

    def _require_checked(self, member: Member, size: int, crc: int) -> None:
        if size != member.size or crc != member.crc:
            raise _damaged(self.path, f"{member.path} in it does not match its checksum")

    def _bound(self, member: Member, most: int, free: int = RATIO_MATTERS_FROM) -> int:
        """How long the member says it is; WorkbookUnusable where that is more than `most`, or than any sheet gives."""
        packed = member.stop - member.start
        if member.size > most:
            raise self._too_large(member, "more than a real sheet holds")
        if member.size > max(MOST_RATIO * packed, free):
            raise self._too_large(member, f"{member.size // max(packed, 1):,} times its size, as no real sheet does")
        return member.size

    def _unpacked(self, member: Member, stream: Any, packed: bytes | memoryview, most: int) -> bytes:
        try:
            content: bytes = stream.decompress(packed, max_length=most + 1)
        except Exception as error:  # isal and zlib raise types of their own
            raise _damaged(self.path, f"{member.path} in it cannot be unpacked") from error
        if len(content) > most:
            raise _damaged(self.path, f"{member.path} in it is larger than it says")
        return content

    def _too_large(self, member: Member, why: str) -> WorkbookUnusable:
        megabytes = member.size // (1024 * 1024)
        return _unusable(
            self.path,
            f"{member.path} in it would unpack to {megabytes:,} MB, {why}.",
            "Open it in Excel, remove what is not needed and save it under a new name.",
        )


def read_archive(path: Path) -> Archive:
    """The archive at `path`, read once as a whole so that nobody can change it under our feet.

    Raises WorkbookUnusable where the file is missing, is no zip, is an encrypted (or old, binary) workbook,
    is damaged, or is larger or has more members than any workbook has; FileRefused or WorkbookBusy where the
    system does not let us read it.
    """
    content = _bytes_of(path)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise _unusable(path, *_why_no_zip(content))
    try:
        return _parsed(path, content)
    except (struct.error, UnicodeDecodeError, IndexError, OverflowError) as error:
        raise _damaged(path, "its directory of members is cut off or overwritten") from error


def _bytes_of(path: Path) -> bytes:
    if not is_there(path):
        raise _unusable(path, "The workbook is not there.", _MOVED)
    if path.is_dir():
        raise _unusable(path, "This is a folder, not a workbook.", "Name the file in it.")
    if stat_of_file(path).st_size > MOST_FILE_BYTES:
        raise _unusable(
            path,
            f"The file is larger than {MOST_FILE_BYTES // (1024 * 1024)} MB.",
            "Save it again without pictures and without sheets that are not needed.",
        )
    return read_bytes_whole(path)


def _why_no_zip(content: bytes) -> tuple[str, str]:
    """What a compound file is, by the names in its directory ([MS-OFFCRYPTO] 2.2.2, 2.3.4), and what to do."""
    if "DRMEncryptedDataSpace".encode("utf-16-le") in content:
        return (
            "The file is encrypted by its sensitivity label, so that only people can open it.",
            "Give it a label that does not encrypt (Home, Sensitivity in Excel) and save it; whoever looks after the "
            "labels can say which.",
        )
    return (
        "The file is encrypted with a password or is a workbook of the old .xls kind.",
        "Open it in Excel, remove the password (File, Info, Protect Workbook) and save it as .xlsx.",
    )


def _end_of(content: bytes) -> int:
    """Where the end record starts (APPNOTE 4.3.16): the last whose comment ends the file, else the last, else -1."""
    begin = max(0, len(content) - END.size - 0xFFFF)
    last = at = content.rfind(b"PK\x05\x06", begin)
    while at >= 0 and at + END.size + int.from_bytes(content[at + 20 : at + 22], "little") != len(content):
        at = content.rfind(b"PK\x05\x06", begin, at)
    return at if at >= 0 else last


def _parsed(path: Path, content: bytes) -> Archive:
    end_at = _end_of(content)
    if end_at < 0:
        raise _unusable(
            path,
            "The file is not a workbook: it is not a zip archive, or the end of it is missing.",
            "Open it in Excel and save it as .xlsx, or take the last copy from backups.",
        )
    *_, count, size, start, comment_length = END.unpack_from(content, end_at)
    comment = content[end_at + END.size : end_at + END.size + comment_length]
    directory_end = end_at
    locator_at = end_at - _END64_LOCATOR.size
    if locator_at >= 0 and content[locator_at : locator_at + 4] == b"PK\x06\x07":
        directory_end = content.rfind(b"PK\x06\x06", 0, locator_at)
        if directory_end < 0:
            raise _damaged(path, "its zip64 directory is missing")
        *_, count, size, start = _END64.unpack_from(content, directory_end)
    if count > MOST_MEMBERS:
        raise _unusable(
            path, f"The file holds {count:,} members, more than any workbook.", "Check where it comes from."
        )
    at = directory_end - size
    # Bytes before the archive (a stub, a mail header) move every offset by the same amount.
    shift = at - start
    if at < 0 or shift < 0:
        raise _damaged(path, "its directory of members points outside it")
    members = []
    while at < directory_end and content[at : at + 4] == b"PK\x01\x02":
        member, at = _member(path, content, at, shift)
        members.append(member)
        if len(members) > MOST_MEMBERS:
            raise _unusable(path, "The file holds more members than any workbook.", "Check its origin.")
    if at > directory_end:
        raise _damaged(path, "an entry of its directory runs beyond the end of it")
    if len(members) != count:
        raise _damaged(path, f"it says it holds {count} members, and {len(members)} were found")
    if sum(each.end - each.offset for each in members) > len(content):
        # One stretch of bytes that many members share unpacks, or is copied, to more than any disk holds.
        raise _damaged(path, "its members overlap")
    return Archive(path, content, tuple(members), comment)


def _member(path: Path, content: bytes, at: int, shift: int) -> tuple[Member, int]:
    fields = CENTRAL.unpack_from(content, at)
    flags, method, crc, compressed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
    name_length, extra_length, comment_length, offset = fields[10], fields[11], fields[12], fields[16]
    name_at = at + CENTRAL.size
    after = name_at + name_length + extra_length + comment_length
    raw_name = content[name_at : name_at + name_length]
    name = raw_name.decode("utf-8" if flags & 0x800 else "cp437")
    extra = content[name_at + name_length : name_at + name_length + extra_length]
    wide = zip64_values(extra)
    if size == FULL_32:
        size, wide = wide[0], wide[1:]
    if compressed == FULL_32:
        compressed, wide = wide[0], wide[1:]
    if offset == FULL_32:
        offset = wide[0]
    offset += shift
    local = LOCAL.unpack_from(content, offset)
    start = offset + LOCAL.size + local[9] + local[10]
    stop = start + compressed
    if local[0] != b"PK\x03\x04" or offset < at < stop or stop > len(content):
        raise _damaged(path, f"{name} in it lies outside the file")
    end = stop + _descriptor_length(content, stop, crc) if flags & DESCRIPTOR_FLAG else stop
    tidy = name.replace("\\", "/").lstrip("/")
    if ".." in tidy.split("/") or "\0" in tidy:
        raise _unusable(
            path,
            f"The file holds a member whose path climbs out of it: {name[:80]!r}.",
            "Don't open it: workbooks never hold such paths. Ask whoever sent it.",
        )
    member = Member(
        name=name,
        path=tidy,
        flags=flags,
        method=method,
        crc=crc,
        compressed=compressed,
        size=size,
        central=content[at:after],
        offset=offset,
        start=start,
        stop=stop,
        end=end,
    )
    return member, after


def zip64_values(extra: bytes) -> tuple[int, ...]:
    """The wide sizes and offset in a zip64 extra field (APPNOTE 4.5.3); nothing where there is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == ZIP64_FIELD:
            wide = min(length, len(extra) - at - 4) // 8
            return struct.unpack_from(f"<{wide}Q", extra, at + 4)
        at += 4 + length
    return ()


def _descriptor_length(content: bytes, at: int, crc: int) -> int:
    """How many bytes the data descriptor takes (APPNOTE 4.3.9): with or without signature, 32 or 64 bit."""
    signed = content[at : at + 4] == b"PK\x07\x08"
    head = 4 if signed else 0
    if content[at + head : at + head + 4] != struct.pack("<L", crc):
        return 0
    for length in (head + 12, head + 20):
        if content[at + length : at + length + 4] in (b"PK\x03\x04", b"PK\x01\x02", b"PK\x06\x06"):
            return length
    return head + 12


def _unusable(path: Path, message: str, advice: str) -> WorkbookUnusable:
    return WorkbookUnusable(f"{path.name}: {message}", advice=advice, place=str(path))


def _damaged(path: Path, why: str) -> WorkbookUnusable:
    return WorkbookUnusable(
        f"{path.name}: The workbook is damaged: {why}.",
        advice="Open it in Excel (Open and Repair) and save it again, or take the last copy from backups.",
        place=str(path),
    )
