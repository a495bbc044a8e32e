// Golden records that state one of the given forms of addresses.
// Read only.
UNWIND $keys AS key
MATCH (:AddressForm {key: key})<-[:STATES]-(g:Golden)
RETURN key AS form, g.id AS golden
