// When streets and towns were last looked up.
// Read only.
MATCH (h:AddressHint)
WHERE h.at > ''
RETURN h.at AS at ORDER BY h.at DESC LIMIT 1
