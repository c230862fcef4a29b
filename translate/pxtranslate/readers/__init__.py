"""One file an input format: bytes in, a document with blocks out."""
