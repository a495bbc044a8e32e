// How many records each source delivered, by entity and channel.
// Read only.
MATCH (r:SourceRecord)
RETURN r.source AS source, r.entity AS entity, r.channel AS channel, count(*) AS records
ORDER BY source, entity, channel
