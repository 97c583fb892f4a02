"""The folder on the disk: where a project keeps what, and how it is read and written."""
