"""Glossary files in YAML: parsed, and edited in place."""
