"""Glossary files in YAML: read, and edited where they lie."""
