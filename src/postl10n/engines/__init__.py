"""Machine translation engines, one module each, imported when a project asks for them."""
