"""What all live views have in common: how they open, are saved and remember."""
