// What is known of sources beside their records, as nodes of another graph.
// Read only.
MATCH (s:Source)
RETURN s {.*} AS source
