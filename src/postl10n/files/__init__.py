"""The disk edge: every file the project reads or writes goes through here."""
