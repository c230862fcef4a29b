"""One file an output or exchange format: a writer, and a reader where one makes sense."""
