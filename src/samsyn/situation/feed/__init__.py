"""The police's public feed of events, fetched politely; off until a city sets it on.

`polite` keeps the rules of whoever gives the feed, `client` fetches, `taking` takes in.
"""
