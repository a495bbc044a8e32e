// The text of an address has its unit in it also where another part of the text holds the same letters: flat 1 of 10 Elm Street.
// Idempotent.
MATCH (a:Address)
WHERE a.unit IS NOT NULL AND NOT ', ' + a.text + ',' CONTAINS ', ' + a.unit + ','
WITH a, [a.line1, a.unit, a.city, trim(coalesce(a.region, '') + ' ' + coalesce(a.postcode, '')), a.country] AS parts
SET a.text = reduce(text = '', part IN [p IN parts WHERE p <> ''] | text + CASE text WHEN '' THEN '' ELSE ', ' END + part);
