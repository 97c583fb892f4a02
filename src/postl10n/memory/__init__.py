"""Stores of the translation memory: one in a file, one in the process, behind `ports.Memory`."""
