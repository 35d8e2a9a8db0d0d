"""How the Word templates are drawn: blocks of a document, and the package that they are put into."""
