// Notes how far a system was told of the feed.
// Idempotent.
MATCH (s:System {name: $name})
SET s.cursor = toInteger($cursor)
