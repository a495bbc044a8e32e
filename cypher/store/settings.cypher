// Settings of the server by their names; those that it does not know or show are left out.
// Read only.
SHOW SETTINGS $names YIELD name, value
RETURN name, value
