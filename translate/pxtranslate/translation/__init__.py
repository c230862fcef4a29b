"""From segments to targets: what the model is asked, what it answers, what is remembered."""
