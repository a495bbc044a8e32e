// Houses of streets that somebody states, as many as are asked for, forms that do not count aside.
// Read only.
UNWIND $areas AS area
RETURN area, COLLECT {
  MATCH (f:AddressForm {area: area})
  WHERE NOT f.key IN $but
  WITH DISTINCT f.house AS house LIMIT toInteger($most)
  RETURN house
} AS houses
