"""Formulas, and sentences with formulas in them: for the eye, for LaTeX, and read out."""
