// When lines of the feed were told.
// Read only.
UNWIND $seqs AS seq
MATCH (c:Change {seq: toInteger(seq)})
RETURN c.seq AS seq, c.at AS at
