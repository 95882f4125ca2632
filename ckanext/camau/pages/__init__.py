"""What the public pages show, made ready for templates. Reads through actions; decides and writes nothing."""
