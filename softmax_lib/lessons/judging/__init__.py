"""What a chapter asks: questions, exercises, mistakes, and what is kept of the answers."""
