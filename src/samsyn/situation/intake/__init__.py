"""Reading what others deliver: incident files, boundaries and inhabitants. Without Django.

`stage` reads a file in a limited child process; `verdicts` judges its rows; `store` keeps them.
Nothing is imported here, so that the child process loads no more than it needs.
"""
