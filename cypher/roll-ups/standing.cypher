// Names of companies and whether they are fit to be told: what is held or blocked waits for a steward.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden|Retired {id: id})
RETURN id, g.name AS name, coalesce(g.status, 'retired') AS status, coalesce(g.reasons, []) AS reasons
