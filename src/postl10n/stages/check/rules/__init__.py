"""The rules that look at one pair alone, grouped by what they look at."""
