// How two parties hang together: the shortest paths between them and those up to two lengths longer, over addresses, phone
// numbers, e-mail addresses, households, jobs and groups. A node that too much hangs on joins everybody and is not passed.
// Read only.
MATCH (a:Golden {id: $from}), (b:Golden {id: $to})
MATCH p = SHORTEST 3 GROUPS (a)
  (()-[r:HAS_ADDRESS|REACHED_AT|IN_HOUSEHOLD|AT|WORKS_AT|SUBSIDIARY_OF|SAME_PERSON|WAS_HAS_ADDRESS|WAS_REACHED_AT|WAS_IN_HOUSEHOLD|WAS_WORKS_AT|WAS_SUBSIDIARY_OF
      WHERE $past OR NOT type(r) STARTS WITH 'WAS_']-(x WHERE x.id = $to OR COUNT { (x)--() } <= $hubs)){1,8}
  (b)
WHERE length(p) <= $max
WITH p, [n IN nodes(p) | coalesce(n.id, n.key)] AS ids ORDER BY length(p), ids LIMIT toInteger($limit)
RETURN [n IN nodes(p) | {id: coalesce(n.id, n.key), labels: labels(n), name: coalesce(n.name, n.text, n.value, n.key)}] AS nodes,
       [r IN relationships(p) | {type: type(r), start: coalesce(startNode(r).id, startNode(r).key), title: coalesce(r.title, r.role), from: r.from, to: r.to}] AS steps
