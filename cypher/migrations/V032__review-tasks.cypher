// Who looks at what in the review queue.
// Idempotent: IF NOT EXISTS.
CREATE CONSTRAINT review_task_item IF NOT EXISTS FOR (n:ReviewTask) REQUIRE n.item IS UNIQUE;
CREATE INDEX review_task_assignee IF NOT EXISTS FOR (n:ReviewTask) ON (n.assignee);
