"""Content-addressed storage of uploads and the way they are served. Nothing on what a record means."""
