"""A copy of an archive in which some members are new and all others go over as they are packed.

APPNOTE.TXT 4.3.7 (local headers), 4.3.12 (the directory), 4.5.3 (the zip64 extra field).
"""

import struct
from collections.abc import Mapping
from typing import BinaryIO

from hmic_tracker.workbook.archive import (
    CENTRAL,
    DEFLATED,
    DESCRIPTOR_FLAG,
    END,
    FULL_32,
    LEVEL_FLAGS,
    LOCAL,
    ZIP64_FIELD,
    Archive,
    Member,
)
from hmic_tracker.workbook.packed import Packed


def write_archive(archive: Archive, to: BinaryIO, changed: Mapping[int, Packed], *, dropped: frozenset[int]) -> None:
    """Write `archive` to `to`, the members numbered in `changed` replaced, those in `dropped` left out.

    `changed` is by a member's place in `archive.members`. Every
    other member goes over as it stands, local header, compressed bytes and descriptor, in the same order.
    """
    entries, offset = [], 0
    for number, member in enumerate(archive.members):
        if number in dropped:
            continue
        if number in changed:
            local, central = _replaced_headers(archive, member, changed[number], offset)
            to.write(local)
            to.write(changed[number].deflated)
            entries.append(central)
            offset += len(local) + len(changed[number].deflated)
        else:
            to.write(memoryview(archive.content)[member.offset : member.end])
            entries.append(_moved(member.central, offset))
            offset += member.end - member.offset
    directory = b"".join(entries)
    to.write(directory)
    count = len(entries)
    to.write(
        END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), offset, len(archive.comment)) + archive.comment
    )


def _moved(central: bytes, offset: int) -> bytes:
    """The directory entry with its new offset, wherever the old one was kept."""
    fields = list(CENTRAL.unpack_from(central))
    rest = central[CENTRAL.size :]
    if fields[16] != FULL_32:
        fields[16] = offset
        return CENTRAL.pack(*fields) + rest
    name_length, extra_length = fields[10], fields[11]
    extra = bytearray(rest[name_length : name_length + extra_length])
    skip = 8 * ((fields[8] == FULL_32) + (fields[9] == FULL_32))
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == ZIP64_FIELD:
            struct.pack_into("<Q", extra, at + 4 + skip, offset)
            break
        at += 4 + length
    return CENTRAL.pack(*fields) + rest[:name_length] + bytes(extra) + rest[name_length + extra_length :]


def _replaced_headers(archive: Archive, member: Member, packed: Packed, offset: int) -> tuple[bytes, bytes]:
    deflated, crc, size = packed.deflated, packed.crc, packed.size
    flags = member.flags & ~(DESCRIPTOR_FLAG | LEVEL_FLAGS)
    fields = list(CENTRAL.unpack_from(member.central))
    name_length, extra_length = fields[10], fields[11]
    name = member.central[CENTRAL.size : CENTRAL.size + name_length]
    extra = without_zip64(member.central[CENTRAL.size + name_length :][:extra_length])
    comment = member.central[CENTRAL.size + name_length + extra_length :]
    fields[3:5] = [flags, DEFLATED]
    fields[7:10] = [crc, len(deflated), size]
    fields[11], fields[16] = len(extra), offset
    central = CENTRAL.pack(*fields) + name + extra + comment
    old = LOCAL.unpack_from(archive.content, member.offset)
    local_extra_at = member.offset + LOCAL.size + old[9]
    local_extra = without_zip64(archive.content[local_extra_at : local_extra_at + old[10]])
    local = LOCAL.pack(
        old[0], old[1], flags, DEFLATED, old[4], old[5], crc, len(deflated), size, len(name), len(local_extra)
    )
    return local + name + local_extra, central


def without_zip64(extra: bytes) -> bytes:
    """The extra field without its zip64 part, which holds sizes that a rewritten member no longer has."""
    kept, at = [], 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind != ZIP64_FIELD:
            kept.append(extra[at : at + 4 + length])
        at += 4 + length
    kept.append(extra[at:])
    return b"".join(kept)
