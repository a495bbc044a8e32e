// Look-ups that are not by id.
// Idempotent: IF NOT EXISTS.
CREATE INDEX source_record_source IF NOT EXISTS FOR (n:SourceRecord) ON (n.source);
CREATE INDEX source_record_entity IF NOT EXISTS FOR (n:SourceRecord) ON (n.entity);
CREATE INDEX source_record_company_ref IF NOT EXISTS FOR (n:SourceRecord) ON (n.companyRef);
CREATE INDEX source_record_parent_ref IF NOT EXISTS FOR (n:SourceRecord) ON (n.parentRef);
CREATE INDEX source_record_policies IF NOT EXISTS FOR (n:SourceRecord) ON (n.issueCount);
CREATE INDEX golden_entity IF NOT EXISTS FOR (n:Golden) ON (n.entity);
CREATE INDEX golden_status IF NOT EXISTS FOR (n:Golden) ON (n.status);
CREATE INDEX golden_name IF NOT EXISTS FOR (n:Golden) ON (n.name);
CREATE INDEX order_customer_ref IF NOT EXISTS FOR (n:Order) ON (n.customerRef);
CREATE INDEX decision_low IF NOT EXISTS FOR (n:Decision) ON (n.low);
CREATE INDEX decision_high IF NOT EXISTS FOR (n:Decision) ON (n.high);
CREATE INDEX change_golden IF NOT EXISTS FOR (n:Change) ON (n.golden);
