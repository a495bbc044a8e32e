// Which of the given addresses there are.
// Read only.
UNWIND $keys AS key
MATCH (a:Address {key: key})
RETURN a.key AS key
