// The households of the given addresses with their members.
// Read only.
UNWIND $keys AS key
MATCH (:Address {key: key})<-[:AT]-(h:Household)
RETURN key, h.id AS id, h.name AS name, h.reason AS reason, h.size AS size, h.head AS head, h.headReason AS headReason,
       [(h)<-[:IN_HOUSEHOLD]-(g:Customer) | g.id] AS members
