// Begins the renaming of a source: the new name is as retired as the old one.
// Idempotent.
MERGE (old:Source {name: $source})
MERGE (new:Source {name: $to})
SET old.renamedTo = $to, old.renamedAt = $at, old.renamedBy = $by, old.pending = 'rekey',
    new.retiredAt = old.retiredAt, new.retiredBy = old.retiredBy, new.reason = old.reason, new.renamedTo = null
