// A hierarchy as it was: its nodes and where they hung at an instant, and whose record each went by at a line of the feed,
// as that company was called then.
// Read only.
MATCH (n:HierarchyNode|FormerHierarchyNode {hierarchy: $name})
CALL (n) {
  WITH n WHERE n:HierarchyNode AND n.since <= $at
  RETURN n.name AS name, n.type AS type
  UNION ALL
  MATCH (n)-[:HAD]->(v:HierarchyNodeVersion)
  WHERE v.since <= $at AND v.until > $at
  RETURN v.name AS name, v.type AS type
}
OPTIONAL MATCH (n)-[hung:CHILD_OF|WAS_CHILD_OF]->(p)
WHERE hung.from <= $at AND coalesce(hung.to, '~') > $at
OPTIONAL MATCH (n)-[went:ANCHORED_ON|WAS_ANCHORED_ON]->(r)
WHERE went.from <= $at AND coalesce(went.to, '~') > $at
OPTIONAL MATCH (r)-[m:MEMBER_OF|WAS_MEMBER_OF]->(c:Golden|Retired)
WHERE m.fromSeq <= $seq AND (m.toSeq IS NULL OR m.toSeq > $seq)
WITH n, name, type, p, r, c, COLLECT {
  MATCH (c)-[:HAD]->(v:GoldenVersion)
  WHERE v.fromSeq <= $seq AND v.toSeq > $seq
  RETURN v.name ORDER BY v.toSeq LIMIT 1
} AS then
RETURN n.key AS key, name, type, p.key AS parent, r.id AS record, c.id AS company, coalesce(head(then), c.name) AS companyName
ORDER BY key
