"""What the analysis finds in the rows and counts behind a picture.

`material (read) → methods (plain statistics) → computed → published (protected) → page`.
A draft's findings hold true numbers and are computed by the worker, never while a page waits. At
publication `published` takes out what could tell a small number, and the rest is frozen in the
picture's content.
"""
