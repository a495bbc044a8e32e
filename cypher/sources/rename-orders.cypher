// Orders of a source go by its new name; a part of them at a time.
// Idempotent: until there is none left.
MATCH (o:Order)
WHERE o.id STARTS WITH $prefix
WITH o LIMIT toInteger($limit)
SET o.id = $to + ':' + substring(o.id, size($prefix)), o.source = $to
SET o.customerRef = CASE WHEN o.customerRef STARTS WITH $prefix THEN $to + ':' + substring(o.customerRef, size($prefix))
                         ELSE o.customerRef END
RETURN count(o) AS orders
