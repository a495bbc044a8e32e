// The households of the given addresses with their members, and those that came to an end there with everybody who ever was a member and is a
// customer today.
// Read only.
UNWIND $keys AS key
MATCH (:Address {key: key})<-[:AT]-(h:Household|FormerHousehold)
RETURN key, h.id AS id, h.name AS name, h.reason AS reason, h.size AS size, h.head AS head, h.headReason AS headReason, h.endedAt AS endedAt,
       CASE WHEN h:Household THEN COLLECT { MATCH (h)<-[:IN_HOUSEHOLD]-(g:Customer) RETURN g.id }
            ELSE COLLECT { MATCH (h)<-[:WAS_IN_HOUSEHOLD]-(g:Customer) RETURN DISTINCT g.id } END AS members
