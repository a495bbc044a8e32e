// Begins the renaming of a source: the new name is as retired, and of the kind, as the old one.
// Idempotent.
MERGE (old:Source {name: $source})
MERGE (new:Source {name: $to})
SET old.renamedTo = $to, old.renamedAt = $at, old.renamedBy = $by, old.pending = 'rekey',
    new.kind = coalesce(new.kind, old.kind), new.retiredAt = old.retiredAt, new.retiredBy = old.retiredBy, new.reason = old.reason, new.renamedTo = null
