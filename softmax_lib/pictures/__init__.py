"""What a reader sees of a graph, a formula or a plot. No widget here."""
