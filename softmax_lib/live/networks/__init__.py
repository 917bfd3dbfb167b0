"""Views of what a network has learned, and of how far its training is."""
