"""Translation Memory eXchange, read and written."""
