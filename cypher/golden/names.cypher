// What golden records and households are called, current or not.
// Read only.
UNWIND $ids AS id
MATCH (n:Golden|Retired|Household|FormerHousehold {id: id})
RETURN n.id AS id, coalesce(n.name, n.id) AS name, coalesce(n.entity, 'household') AS entity
