// Reserves the graph for a bulk load, unless another one holds it. Writers see it in their last statement and give way.
// Idempotent for the same holder, whose reservation it extends.
// The first SET only takes the lock; it must not touch seq, which it would write back as it was before waiting.
MATCH (c:Counter {name: 'change'})
SET c.name = 'change'
WITH c, c.exclusive IS NULL OR c.exclusive = $holder OR c.exclusiveUntil < toInteger($now) AS free
SET c.exclusive = CASE WHEN free THEN $holder ELSE c.exclusive END,
    c.exclusiveUntil = CASE WHEN free THEN toInteger($until) ELSE c.exclusiveUntil END
RETURN free, coalesce(c.writes, 0) AS writes, c.exclusiveUntil AS until
