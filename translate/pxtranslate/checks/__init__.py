"""One file a check: `find(segment)` says what it sees; `pxtranslate.check` runs them and grades."""
