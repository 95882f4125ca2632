"""Demo data and the loader that walks the real routes with the demo accounts."""
