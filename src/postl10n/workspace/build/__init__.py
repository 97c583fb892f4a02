"""The localized site: planned, rendered and written."""
