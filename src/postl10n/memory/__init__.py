"""The store of the translation memory, behind `ports.Memory`."""
