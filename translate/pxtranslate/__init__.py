"""Chinese news in, aligned Chinese–English text and summaries out. Importing this does nothing."""

__version__ = "0.1.0"
