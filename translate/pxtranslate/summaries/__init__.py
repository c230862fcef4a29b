"""Summaries in both languages whose every sentence names the segments it rests on.

`extract` chooses sentences of the article, `compress` shortens them, `abstract` asks a model for new ones, `verify` holds
either against the segments, `digest` puts the articles of a run in order. `stage`
is the stage that calls them.
"""
