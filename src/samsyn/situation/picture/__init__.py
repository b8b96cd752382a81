"""How a situation picture is counted, protected, worded and drawn.

`periods → kinds → counts → family (protection) → content → figures, words, export`.
`content` is the one thing that is frozen at publication; all pages and files read it alone.
"""
