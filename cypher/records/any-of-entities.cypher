// Whether there is any record of the given entities, deleted ones included.
// Read only.
RETURN EXISTS { MATCH (r:SourceRecord) WHERE r.entity IN $entities }
  OR EXISTS { MATCH (t:Tombstone) WHERE t.entity IN $entities } AS there
