// The whole graph in numbers, read from Neo4j's own count store where it keeps them.
// Read only.
MATCH (c:Counter {name: 'change'})
RETURN c.seq AS seq, c.at AS at,
       COUNT { (:SourceRecord) } AS records, COUNT { (:Customer) } AS customers, COUNT { (:Company) } AS companies,
       COUNT { (:Contact) } AS contacts, COUNT { (:Household) } AS households,
       COUNT { ()-[:IN_HOUSEHOLD]->() } AS householdMembers, COUNT { (:Order) } AS orders,
       COUNT { ()-[:MAYBE_SAME]->() } AS doubtful
