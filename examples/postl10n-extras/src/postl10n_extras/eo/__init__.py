"""Esperanto: a language's folder. What it lacks, defaults answer for."""
