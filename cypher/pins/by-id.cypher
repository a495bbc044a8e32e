// Pins by id, whether or not they stand.
// Read only.
UNWIND $ids AS id
MATCH (p:Pin {id: id})
RETURN p {.*} AS pin
