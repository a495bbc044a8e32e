// Gives places the key of another of their forms.
// Idempotent.
UNWIND $rows AS row
MATCH (a:Address {key: row.from})
SET a.key = row.to
