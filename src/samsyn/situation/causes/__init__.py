"""Cause analyses: what is asked, what is missing, how a tree hangs together, how it all is shown.

`corners, tree, rules` know nothing of the database; `findings` reads a picture's content;
`reading` gathers an analysis for `drawings`, `export` and the pages.
"""
