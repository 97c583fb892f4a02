"""The basis of the review page: reading a locale as a reviewer does, changing its files as a translator would."""
