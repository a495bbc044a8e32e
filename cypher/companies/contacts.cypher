// The people who work at the given companies: primary contacts first, then the ones heard of last.
// Read only.
UNWIND $ids AS id
MATCH (company:Golden:Company {id: id})<-[at:WORKS_AT]-(contact:Contact)
WHERE ($department = '' OR toLower(coalesce(at.department, '')) = toLower($department))
  AND ($role = '' OR toLower(coalesce(at.role, '')) = toLower($role))
WITH company, at, contact,
     COLLECT { MATCH (contact)<-[:MEMBER_OF]-(r:SourceRecord) RETURN r.updatedAt ORDER BY r.updatedAt DESC } AS seen
RETURN contact.id AS golden, contact.name AS name, company.id AS company, company.name AS companyName, at.role AS role,
       at.department AS department, at.title AS title, coalesce(at.primary, false) AS primary,
       coalesce(contact.emails, []) AS emails, coalesce(contact.phones, []) + coalesce(contact.mobiles, []) AS phones,
       contact.sources AS sources, head([when IN seen WHERE when IS NOT NULL]) AS updatedAt
ORDER BY primary DESC, updatedAt DESC, name, golden
LIMIT toInteger($limit)
