"""Servers for the loopback: previews and reviews, thin edges over the workspace."""
