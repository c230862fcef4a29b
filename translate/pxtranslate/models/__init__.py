"""From the name of a model to files that an engine can load: cards, sources, verification, conversion."""
