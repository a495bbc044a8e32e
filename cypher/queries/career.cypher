// The jobs of a contact, the latest first: where, as what, since when and until when, and whose word it is.
// Read only.
// Parameters: {"id": "con_00000000-0000-7000-8000-000000000000"}
MATCH (:Golden&Contact {id: $id})-[job:WORKS_AT|WAS_WORKS_AT]->(c:Golden|Retired)
RETURN c.id AS id, c.name AS company, type(job) = 'WORKS_AT' AS current, job.title AS title, job.role AS role, job.department AS department,
       job.seniority AS seniority, job.from AS from, job.to AS to, job.record AS record
ORDER BY current DESC, to DESC, company
