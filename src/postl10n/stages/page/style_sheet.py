"""The colours and faces that style sheets share."""

from __future__ import annotations

from importlib.resources import files


def with_tokens(sheet: bytes) -> bytes:
    """A style sheet below the tokens that the pages of a site and the review page have in common."""
    return (files(__package__) / "assets" / "tokens.css").read_bytes() + b"\n" + sheet
