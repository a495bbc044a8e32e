// The people who work at companies.
// Read only.
UNWIND $ids AS id
MATCH (:Golden:Company {id: id})<-[:WORKS_AT]-(contact:Contact)
RETURN id, contact.id AS contact
