// Golden records state addresses no longer.
// Idempotent.
UNWIND $rows AS row
MATCH (:Golden|Retired {id: row.golden})-[states:STATES]->(:AddressForm {key: row.form})
DELETE states
