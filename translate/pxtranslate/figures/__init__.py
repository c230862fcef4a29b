"""Quantities and dates in Chinese and English, read into values so they can be compared."""
