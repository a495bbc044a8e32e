// Notes that the golden records of a source have followed what was done to it.
// Idempotent.
MATCH (s:Source {name: $source})
SET s.pending = null
