// The other people of this customer's household.
// Read only. Part of the GraphQL schema, where `this` is the customer.
MATCH (this)-[:IN_HOUSEHOLD]->(:Household)<-[:IN_HOUSEHOLD]-(customer:Customer)
WHERE customer <> this
RETURN DISTINCT customer LIMIT 100
