// How two golden records are connected, if at all: shared addresses, phone numbers and e-mail addresses, households,
// companies, orders, doubtful links. Nodes that more than 200 things hang on are not passed.
// Read only.
// Parameters: {"a": "cus_00000000-0000-7000-8000-000000000000", "b": "cus_00000000-0000-7000-8000-000000000001"}
MATCH (a:Golden {id: $a}), (b:Golden {id: $b})
MATCH p = SHORTEST 1 (a)(()-[:MEMBER_OF|MAYBE_SAME|HAS_ADDRESS|WAS_HAS_ADDRESS|REACHED_AT|IN_HOUSEHOLD|AT|WORKS_AT|SUBSIDIARY_OF|SAME_PERSON|PLACED|CONTAINS]-(x WHERE x.id = $b OR COUNT { (x)--() } <= 200)){1,8}(b)
RETURN [n IN nodes(p) | coalesce(n.name, n.text, n.value, n.id, n.key)] AS nodes, [r IN relationships(p) | type(r)] AS relationships
