// The people who work at the given companies, or worked there on a day: primary contacts first, then the ones heard of last.
// Read only.
UNWIND $ids AS id
MATCH (company:Golden:Company {id: id})<-[at:WORKS_AT|WAS_WORKS_AT]-(contact:Contact)
WHERE CASE $day
        WHEN '' THEN type(at) = 'WORKS_AT'
        ELSE (at.from IS NULL OR at.from <= $day)
         AND CASE WHEN type(at) = 'WORKS_AT' THEN true ELSE left(at.to, 10) > $day END
      END
  AND ($department = '' OR toLower(coalesce(at.department, '')) = toLower($department))
  AND ($role = '' OR toLower(coalesce(at.role, '')) = toLower($role))
WITH company, at, contact,
     COLLECT { MATCH (contact)<-[:MEMBER_OF]-(r:SourceRecord) RETURN r.updatedAt ORDER BY r.updatedAt DESC } AS seen
RETURN contact.id AS golden, contact.name AS name, company.id AS company, company.name AS companyName, at.role AS role,
       at.department AS department, at.title AS title, at.seniority AS seniority, coalesce(at.primary, false) AS primary,
       at.from AS from, at.to AS to, at.record AS record, contact.status AS status,
       coalesce(contact.emails, []) AS emails, coalesce(contact.phones, []) + coalesce(contact.mobiles, []) AS phones,
       contact.sources AS sources, head([when IN seen WHERE when IS NOT NULL]) AS updatedAt
ORDER BY primary DESC, updatedAt DESC, name, golden
LIMIT toInteger($limit)
