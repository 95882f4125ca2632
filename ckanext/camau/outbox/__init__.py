"""Work that follows a commit: index, mail. Rows are written in the transaction, drained by the worker."""
