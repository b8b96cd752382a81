"""A picture's map: from the city to districts, neighbourhoods and squares; the numbers behind."""
