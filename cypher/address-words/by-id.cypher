// Words about addresses by id, whether or not they stand.
// Read only.
UNWIND $ids AS id
MATCH (w:AddressWord {id: id})
RETURN w {.*} AS word
