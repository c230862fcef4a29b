"""What to do about a finding: by rule, by asking again, and which remedy cures which error."""
