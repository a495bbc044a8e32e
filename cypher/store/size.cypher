// How much the graph holds, from the counts that Neo4j keeps.
// Read only.
CALL () { MATCH (n) RETURN count(n) AS nodes }
CALL () { MATCH ()-[r]->() RETURN count(r) AS relationships }
CALL () { MATCH (g:Golden) RETURN count(g) AS goldens }
CALL () { MATCH (r:SourceRecord) RETURN count(r) AS records }
CALL () { MATCH ()-[m:MEMBER_OF]->() RETURN count(m) AS members }
CALL () { MATCH (c:Change) RETURN count(c) AS changes }
RETURN nodes, relationships, goldens, records, members, changes
