"""The statistics of a picture, one question a file. Plain Python: arrays in, JSON out.

Each gives a *finding*: `verdict` (kind and Swedish words), `result` (numbers) and `how` (method,
parameters, query, command), so that it can be computed again from the same rows.
"""
