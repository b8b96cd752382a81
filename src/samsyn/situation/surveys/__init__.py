"""Results of safety surveys: which may be shown, what they say, and how pages and pictures show it.

`hiding` and `estimates` are pure; `reading` asks the database; `block` is the part of a picture.
"""
