"""What an output folder remembers: inputs, answers and corrections; and how files come to lie in it."""
