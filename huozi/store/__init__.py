"""Store: keys and their reasons, the shelf of galleys, workers. Cache files live only here."""
