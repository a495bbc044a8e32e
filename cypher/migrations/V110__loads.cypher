// What an upload brought is found by it, so that it can be shown and withdrawn.
CREATE INDEX source_record_load IF NOT EXISTS FOR (n:SourceRecord) ON (n.load);
CREATE INDEX tombstone_load IF NOT EXISTS FOR (n:Tombstone) ON (n.load);
CREATE INDEX record_version_load IF NOT EXISTS FOR (n:RecordVersion) ON (n.load);
