// Copies whose record stands in its system as it should: what was acknowledged, and up to which line of the feed. A line that came
// meanwhile keeps it due.
// Not idempotent: counts what was written; call once an answer.
UNWIND $rows AS row
MATCH (c:Copy {id: row.copy})
SET c.seq = CASE WHEN coalesce(c.seq, -1) > toInteger(row.seq) THEN c.seq ELSE toInteger(row.seq) END,
    c.ackedAt = CASE WHEN row.written THEN $at ELSE c.ackedAt END,
    c.writes = coalesce(c.writes, 0) + CASE WHEN row.written THEN 1 ELSE 0 END,
    c.remoteVersion = coalesce(row.version, c.remoteVersion), c.told = coalesce(row.told, c.told),
    c.state = CASE WHEN row.state = 'current' AND coalesce(c.dueSeq, 0) > toInteger(row.dueSeq) THEN 'due' ELSE row.state END,
    c.sent = CASE WHEN row.keepsSent THEN c.sent END, c.sentSeq = CASE WHEN row.keepsSent THEN c.sentSeq END, c.attempts = CASE WHEN row.state = 'dead' THEN c.attempts ELSE 0 END, c.error = row.error, c.column = row.column, c.checkedAt = $at
SET c.dueSince = CASE WHEN c.state = 'current' THEN null ELSE c.dueSince END, c.kept = coalesce(row.kept, c.kept),
    c.refused = null, c.answer = CASE WHEN row.state = 'due' THEN c.answer END,
    c.inactive = CASE WHEN row.inactive IS NULL THEN c.inactive WHEN row.inactive = '' THEN null ELSE row.inactive END
WITH c.system AS name, count(CASE WHEN row.written THEN 1 END) AS written WHERE written > 0
MATCH (s:System {name: name})
SET s.writes = coalesce(s.writes, 0) + written, s.lastWriteAt = $at
