"""Sentence pairs out of two documents that say the same in Chinese and in English."""
