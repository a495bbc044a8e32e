// Parents that a source names instead of giving their id.
// Idempotent: IF NOT EXISTS.
CREATE INDEX source_record_name_ref IF NOT EXISTS FOR (n:SourceRecord) ON (n.nameRef);
CREATE INDEX source_record_parent_name_ref IF NOT EXISTS FOR (n:SourceRecord) ON (n.parentNameRef);
