"""One file per graph: nodes, symbols, stops, places."""
