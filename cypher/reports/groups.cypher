// Company groups: ultimate parents that have at least one subsidiary.
// Read only.
MATCH (:Company)-[:SUBSIDIARY_OF]->(top:Company)
WHERE NOT (top)-[:SUBSIDIARY_OF]->()
RETURN count(DISTINCT top) AS groups
