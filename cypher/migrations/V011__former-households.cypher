// Ids of households that ended resolve for ever, so they are looked up like the others.
// Idempotent: IF NOT EXISTS.
CREATE INDEX former_household_id IF NOT EXISTS FOR (n:FormerHousehold) ON (n.id);
