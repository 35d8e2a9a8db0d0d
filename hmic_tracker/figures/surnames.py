"""Surnames that are ordinary words too: alone, they name nobody.

With a rank, title, initial or first name before them they still do.
"""

ORDINARY_WORDS = frozenset(
    """
    abbey ash baker banks bell best bishop black blue bond bridge bridges brook brooks brown burns bush butcher
    carpenter castle chambers church close cook cooper cross day dean drew dale dyer east england english field fields
    fisher ford forest forester fox french gardener gate glass glover gold good grace grant gray green grey grove hall
    hand hardy hill hope house hunt hunter january june justice keen king knight lake lane law lea lee light little
    lock long love low major march mark marsh martin mason may middle mills moon moore moss north page park parish
    parker parks penny pike place pool poole pope porter post potter power price prince read reader red rich ring
    river rivers rose rush ryder sage sands savage service sharp shepherd short silver skinner small smart south
    speed spring squires staff steel stone strange street strong summer summers swift tailor tanner taylor temple
    thatcher tower town turner underwood walker wall ward warden waters webb weeks wells west white wild will wise
    wood woods young
    """.split()  # noqa: SIM905
)
