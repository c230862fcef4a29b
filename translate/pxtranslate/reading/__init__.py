"""From paths to documents: inputs found, bytes decoded, each format parsed within limits."""
