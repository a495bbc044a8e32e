// Says what kind of system a source is. Where that is news, golden records of a source that has records follow.
// Idempotent.
MERGE (s:Source {name: $source})
WITH s, s.kind AS was
SET s.kind = $kind
WITH s, (was IS NULL OR was <> $kind) AND EXISTS { (:SourceRecord {source: $source}) } AS isNews
SET s.pending = CASE WHEN isNews THEN coalesce(s.pending, 'declare') ELSE s.pending END
RETURN coalesce(s.pending = 'declare', false) AS follows
