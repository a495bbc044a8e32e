// Keeps what a provider said of an address, for as long as it is believed.
// Idempotent.
MERGE (c:AddressCheck {id: $id})
SET c.provider = $provider, c.version = $version, c.address = $address, c.verdict = $verdict, c.body = $body, c.at = $at, c.until = $until
