// What golden records are called and where they are, for lists.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden {id: id})
RETURN id, g.entity AS entity, g.name AS name, g.status AS status, g.city AS city, g.region AS region,
       g.postcode AS postcode, g.line1 AS line1, g.emails AS emails, g.phones AS phones, g.sources AS sources,
       g.familyName AS familyName, g.formerNames AS formerNames,
       head([(g)-[a:HAS_ADDRESS]->(p:Address) WHERE a.primary | p.key]) AS addressKey
