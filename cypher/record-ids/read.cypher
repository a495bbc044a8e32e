// What nodes say.
// Read only.
UNWIND $elements AS element
MATCH (n) WHERE elementId(n) = element
RETURN element, n {.*} AS properties
