"""Administrative units and agencies through the mergers of 2025: what became of what. Pure, read from data files."""
