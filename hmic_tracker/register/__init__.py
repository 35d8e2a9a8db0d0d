"""The meaning of cells and of settings: what the columns of the two workbooks stand for."""
