"""The check stage: rules that compare a translation with its source."""
