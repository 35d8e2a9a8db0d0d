"""Whether XML is well-formed, asked of expat without Python's lock, so that threads can ask side by side.

pyexpat keeps the lock while it parses, though nothing calls back, and for a sheet of 1.5 million cells that is a
third of the time that a save takes. The interpreter hands out expat's own functions to other parsers (PyExpat_CAPI
in CPython's Include/pyexpat.h, which its ElementTree uses), and a function that ctypes calls runs without the lock.
Where the interpreter has no such table, or one of another kind, `markup.Check` asks in the ordinary way.

A sheet falls into documents that can be asked about apart. With H before the first row, T from the end of the rows,
and the rows as R and S: if HT, HRT and HST are well-formed, R and S are each whole elements inside the same open
ones, and so HRST is well-formed. Only a comment, a CDATA section or an instruction could hide the `<` of a row.
"""

import ctypes
from collections.abc import Sequence
from functools import cache
from typing import Any

_MAGIC = b"pyexpat.expat_CAPI 1.1"


class _Table(ctypes.Structure):
    """The head of PyExpat_CAPI; functions are only ever added at its end."""

    _fields_ = (
        ("magic", ctypes.c_char_p),
        ("size", ctypes.c_int),
        ("major", ctypes.c_int),
        ("minor", ctypes.c_int),
        ("micro", ctypes.c_int),
        ("error_string", ctypes.c_void_p),
        ("error_code", ctypes.c_void_p),
        ("error_column", ctypes.c_void_p),
        ("error_line", ctypes.c_void_p),
        ("parse", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)),
        ("create", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_char_p)),
        ("free", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
    )


@cache
def expat_functions() -> Any:
    """The interpreter's table of expat's functions; None where there is none as it is known here."""
    try:
        from pyexpat import expat_CAPI

        pointer = ctypes.pythonapi.PyCapsule_GetPointer
        pointer.restype, pointer.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
        table = _Table.from_address(pointer(expat_CAPI, b"pyexpat.expat_CAPI"))
        is_known = table.magic == _MAGIC and table.size >= ctypes.sizeof(_Table)
    except (ImportError, AttributeError, TypeError, ValueError):
        return None
    return table if is_known else None


def is_well_formed(document: Sequence[bytes]) -> bool:
    """Whether the pieces, one after the other, are one document; needs `expat_functions`."""
    expat = expat_functions()
    parser = expat.create(None, None, None)
    if not parser:
        return False
    last = len(document) - 1
    try:
        return all(expat.parse(parser, piece, len(piece), at == last) == 1 for at, piece in enumerate(document))
    finally:
        expat.free(parser)
