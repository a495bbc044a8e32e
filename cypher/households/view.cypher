// One household, present or ended, with its address and everybody who is or was in it. For each the first line of the feed
// after a given one that tells of a household: before it they were where that line says they were.
// Read only.
MATCH (h:Household|FormerHousehold {id: $id})
OPTIONAL MATCH (h)-[:AT]->(a:Address)
OPTIONAL MATCH (head:Golden {id: h.head})
OPTIONAL MATCH (head)-[home:HAS_ADDRESS]->(a)
RETURN h.id AS id, h.name AS name, h.reason AS reason, h:Household AS current, h.head AS head, head.name AS headName,
       h.headReason AS headReason, a {.key, .line1, .unit, line2: home.line2, .city, .region, .postcode, .country} AS address,
       COLLECT {
         MATCH (h)<-[in:IN_HOUSEHOLD|WAS_IN_HOUSEHOLD]-(c:Golden|Retired)
         WITH c, in ORDER BY type(in) = 'IN_HOUSEHOLD' DESC, in.to DESC
         WITH c, collect(in) AS stays
         RETURN {golden: c.id, name: c.name, retired: c:Retired, now: type(stays[0]) = 'IN_HOUSEHOLD',
                 stays: [in IN stays | {from: in.from, to: in.to}],
                 next: head(COLLECT {
                   MATCH (c)<-[:OF]-(line:Change)
                   WHERE line.seq > $seq AND 'household' IN line.attributes
                   RETURN line.body ORDER BY line.seq LIMIT 1
                 })} AS member
         ORDER BY member.name, member.golden LIMIT 500
       } AS members
