// Who answers for a department in a group: people of the company first, then of its parents, then of its subsidiaries.
// Read only.
// Parameters: {"id": "com_00000000-0000-7000-8000-000000000000", "department": "marketing"}
MATCH (company:Golden:Company {id: $id})
MATCH p = (company)-[:SUBSIDIARY_OF*0..20]-(near:Company)
WITH near, min(length(p)) AS steps
MATCH (near)<-[at:WORKS_AT]-(who:Contact)
WHERE toLower(coalesce(at.department, '') + ' ' + coalesce(at.title, '')) CONTAINS toLower($department)
RETURN who.id AS id, who.name AS name, near.name AS company, steps, at.department AS department, at.title AS title, at.seniority AS seniority,
       coalesce(at.primary, false) AS primary, size(who.sources) AS systems, who.emails AS emails
ORDER BY steps, primary DESC, systems DESC, id
LIMIT 20
