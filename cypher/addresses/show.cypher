// Shows places in the form that is stated most often.
// Idempotent.
UNWIND $keys AS key
MATCH (a:Address {key: key})
CALL (a) {
  MATCH (a)<-[:FORM_OF]-(f:AddressForm)
  WITH f ORDER BY COUNT { (f)<-[:STATES]-() } DESC, f.key LIMIT 1
  RETURN f
}
WITH a, f
WHERE a.form IS NULL OR a.form <> f.key
SET a = {key: a.key, form: f.key, text: f.text, line1: f.line1, unit: f.unit, city: f.city, region: f.region, postcode: f.postcode,
         country: f.country}
