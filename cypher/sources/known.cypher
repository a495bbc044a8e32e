// Which of the given sources have delivered a record.
// Read only.
UNWIND $sources AS source
WITH source WHERE EXISTS { (:SourceRecord {source: source}) }
RETURN source
