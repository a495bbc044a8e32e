// Households of a city, one row each, for a mailing: the address and everybody who lives there.
// Read only.
// Parameters: {"city": "Ann Arbor", "limit": 100}
MATCH (a:Address {city: $city})<-[:AT]-(h:Household)<-[:IN_HOUSEHOLD]-(c:Customer)
RETURN h.id AS household, h.name AS name, a.text AS address, collect(c.name) AS people
ORDER BY name, household
LIMIT toInteger($limit)
