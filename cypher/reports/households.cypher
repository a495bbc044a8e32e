// Households by why they are one and by how many live in each.
// Read only.
MATCH (h:Household)
WITH h.reason AS reason, h.size AS size, count(h) AS households
RETURN reason, size, households, households * size AS members
ORDER BY households DESC, reason, size
