"""The language server: diagnostics, hover, completion and code actions for PO files, glossaries and settings."""
