"""Countries, cities, regions and languages: found from what people type, named in theirs."""
