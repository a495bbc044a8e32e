// Records that their source says are another's, which has not come yet.
CREATE INDEX source_record_merged_into_ref IF NOT EXISTS FOR (n:SourceRecord) ON (n.mergedIntoRef);
