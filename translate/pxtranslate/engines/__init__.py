"""What turns requests into English: one file an engine, all behind the seam in `base`."""
