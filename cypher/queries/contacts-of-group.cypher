// The people of a company and of everything below it, with their roles and the systems that know them.
// Read only.
// Parameters: {"id": "com_00000000-0000-7000-8000-000000000000"}
MATCH (:Golden:Company {id: $id})<-[:SUBSIDIARY_OF*0..]-(c:Company)<-[at:WORKS_AT]-(p:Contact)
RETURN p.id AS contact, p.name AS name, at.role AS role, at.department AS department, at.primary AS primary,
       c.name AS company, p.emails AS emails, p.sources AS sources
ORDER BY company, primary DESC, name
