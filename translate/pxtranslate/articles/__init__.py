"""Page rebuilding: from a dump with columns out of order to articles in reading order."""
