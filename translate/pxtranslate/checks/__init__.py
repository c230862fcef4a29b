"""One file a check: `find(segment)` says what it sees; `pxtranslate.checks.run` runs them and grades."""
