"""One plug-in of each kind for postl10n."""
