// Notes that a migration ran.
// Idempotent: a second note of the same version changes nothing.
MERGE (m:Migration {version: $version})
  ON CREATE SET m.checksum = $checksum, m.at = $at
RETURN m.version AS version
