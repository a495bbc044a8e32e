// Forms of addresses in the given streets.
// Read only.
UNWIND $areas AS area
MATCH (f:AddressForm {area: area})
RETURN f.told AS form
