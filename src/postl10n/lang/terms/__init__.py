"""How terms of a glossary are used in a text, verified and replaced."""
