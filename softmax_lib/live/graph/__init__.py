"""The parts of a graph view, and the walk that goes through its logits."""
