// Records know when their earlier versions were, so that one that comes late finds its place among them. What they say stays as
// old as its record until a later version tells otherwise: nothing is published.
// Idempotent.
MATCH (r:SourceRecord)
WHERE r.valueTimes IS NULL AND r.hash IS NOT NULL AND EXISTS { (r)-[:HAD]->(:RecordVersion) }
CALL (r) {
  MATCH (r)-[:HAD]->(v:RecordVersion)
  WHERE (v.version IS NOT NULL OR v.updatedAt IS NOT NULL)
    AND CASE WHEN v.version IS NOT NULL AND r.version IS NOT NULL THEN v.version < r.version
             ELSE datetime(v.updatedAt) < datetime(r.updatedAt) END
  WITH DISTINCT r, v.version AS version, v.updatedAt AS updatedAt
  ORDER BY version, datetime(updatedAt)
  WITH r, collect({version: version, updatedAt: updatedAt}) + [{version: r.version, updatedAt: r.updatedAt}] AS known
  WITH r, [k IN known |
    CASE WHEN k.version IS NULL THEN [] ELSE ['"version":' + toString(k.version)] END +
    CASE WHEN k.updatedAt IS NULL THEN [] ELSE ['"updatedAt":"' + k.updatedAt + '"'] END] AS said
  WITH r, [parts IN said | '{' + reduce(text = '', p IN parts | text + CASE text WHEN '' THEN '' ELSE ',' END + p) + '}'] AS stamps
  SET r.valueTimes = '{"stamps":[' + reduce(text = '', s IN stamps | text + CASE text WHEN '' THEN '' ELSE ',' END + s) + ']}'
} IN TRANSACTIONS OF 5000 ROWS;
