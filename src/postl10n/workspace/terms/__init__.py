"""Questions about the terms of a project."""
