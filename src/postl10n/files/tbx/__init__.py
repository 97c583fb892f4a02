"""TermBase eXchange, read and written."""
