"""The actions of the extension: the product's contract (see docs/developers)."""
