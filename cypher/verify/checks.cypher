// What providers said of addresses, by the hash of what they were asked, where it is still believed.
// Read only.
UNWIND $ids AS id
MATCH (c:AddressCheck {id: id})
WHERE c.until > $now
RETURN c.id AS id, c.body AS body, c.at AS at
