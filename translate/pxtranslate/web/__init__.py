"""The results of runs in a browser, to be read and corrected: a small server for one person."""
