// Keeps which address a person chose after a check, and who it was.
// Idempotent.
MERGE (c:AddressConfirmation {id: $id})
ON CREATE SET c.check = $check, c.address = $address, c.chosen = $chosen, c.verdict = $verdict, c.entered = $entered, c.body = $body,
              c.reason = $reason, c.at = $at, c.by = $by, c.user = $user
