// Cleaned addresses that are spellings of a place.
// Read only.
MATCH (:Address {key: $place})<-[:FORM_OF]-(f:AddressForm)
RETURN DISTINCT f.address AS key
ORDER BY key
