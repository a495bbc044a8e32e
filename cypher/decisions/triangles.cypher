// Records that one of two records was decided distinct from while the other one is tied to them: a join of the two would
// have to part one of those ties.
// Read only.
UNWIND [[$low, $high], [$high, $low]] AS pair
MATCH (:SourceRecord {id: pair[0]})-[:NEVER_SAME]-(x:SourceRecord)-[:SAME_AS|ALWAYS_SAME]-(:SourceRecord {id: pair[1]})
RETURN DISTINCT pair[0] AS apart, x.id AS other, pair[1] AS third
ORDER BY apart, other LIMIT 20
