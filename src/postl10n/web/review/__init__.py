"""The review page: a server on the loopback over `postl10n.workspace.review`."""
