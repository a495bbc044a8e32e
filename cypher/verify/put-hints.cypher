// What is offered to somebody who types an address: streets and towns, never a house.
// Idempotent.
UNWIND $rows AS row
MERGE (h:AddressHint {id: row.id})
SET h.kind = row.kind, h.folded = row.folded, h.text = row.text, h.street = row.street, h.city = row.city, h.region = row.region,
    h.postcode = row.postcode, h.country = row.country, h.goldens = toInteger(row.goldens), h.at = $at
