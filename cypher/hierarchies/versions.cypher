// The edits of a hierarchy, latest first.
// Read only.
MATCH (:Hierarchy {name: $name})-[:HAD]->(v:HierarchyVersion)
RETURN v.version AS version, v.at AS at, v.by AS by, v.user AS user, v.reason AS reason, v.put AS put, v.removed AS removed
ORDER BY version DESC
LIMIT toInteger($limit)
