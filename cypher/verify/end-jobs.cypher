// Addresses of which a provider has said what it knows: nobody has to ask about them any more.
// Idempotent.
UNWIND $ids AS id
MATCH (j:AddressJob {id: id})
DELETE j
