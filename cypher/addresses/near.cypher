// Forms of addresses at the given doors; on the given lines with a postcode, and on those without one.
// Read only.
CALL () {
  UNWIND $doors AS door
  MATCH (f:AddressForm {door: door})
  RETURN f
UNION
  UNWIND $lines AS line
  MATCH (f:AddressForm {line: line})
  RETURN f
UNION
  UNWIND $bare AS line
  MATCH (f:AddressForm {bareLine: line})
  RETURN f
}
RETURN f.told AS form
