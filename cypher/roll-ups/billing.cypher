// Who may take a company's invoices: people whose role, department or title says so, and those who did.
// Read only.
MATCH (:Golden:Company {id: $id})<-[at:WORKS_AT|WAS_WORKS_AT]-(contact:Contact)
WHERE any(said IN [at.role, at.department, at.title] WHERE said IS NOT NULL AND any(word IN $words WHERE toLower(said) CONTAINS word))
OPTIONAL MATCH (r:SourceRecord {id: at.record})
RETURN contact.id AS golden, contact.name AS name, at.role AS role, at.department AS department, at.title AS title,
       coalesce(at.primary, false) AS primary, at.from AS from, at.to AS to, at.record AS record,
       coalesce(contact.emails, []) AS emails, contact.sources AS sources, r.updatedAt AS updatedAt
ORDER BY type(at), primary DESC, updatedAt DESC, golden
