"""From corrected pairs to a tuned model: pairs chosen, a plan, training, scores, a folder to use."""
