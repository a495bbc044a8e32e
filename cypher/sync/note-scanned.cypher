// Notes how far a system's golden records or records have been looked through; null: all of them.
// Idempotent.
MATCH (s:System {name: $name})
SET s.scanned = $scanned
