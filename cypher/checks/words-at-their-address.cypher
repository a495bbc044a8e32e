// A word about an address lies on that address.
// Read only; returns what breaks the rule.
MATCH (w:AddressWord)
WHERE NOT EXISTS { (w)-[:TOLD_OF]->(:CleanAddress {key: w.key}) }
RETURN w.id AS word, w.key AS key
