// Orders, contracts and the like of a source go by its new name; a part of them at a time.
// Idempotent: until there is none left.
MATCH (o:Order|Contract|ChargeBack|Terms|Activity)
WHERE o.id STARTS WITH $prefix
WITH o LIMIT toInteger($limit)
SET o.id = $to + ':' + substring(o.id, size($prefix)), o.source = $to
SET o.customerRef = CASE WHEN o.customerRef STARTS WITH $prefix THEN $to + ':' + substring(o.customerRef, size($prefix))
                         ELSE o.customerRef END,
    o.orderId = CASE WHEN o:ChargeBack AND o.orderId STARTS WITH $prefix THEN $to + ':' + substring(o.orderId, size($prefix))
                     ELSE o.orderId END
RETURN count(o) AS orders
