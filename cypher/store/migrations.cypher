// Which migrations ran on this graph.
// Read only.
MATCH (m:Migration)
RETURN m.version AS version, m.checksum AS checksum
ORDER BY version
