// Free-text search over what records say: names, places, e-mails, phones, old and new.
// Idempotent: IF NOT EXISTS.
CREATE FULLTEXT INDEX record_text IF NOT EXISTS FOR (n:SourceRecord) ON EACH [n.text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}};
