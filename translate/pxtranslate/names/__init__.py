"""Names and terms: who and what is named in a text, and its one English form."""
