// Orders are found by their number, and records by words that run together, codes and sounds, which are written anew.
// RESOLVE ANEW
// Idempotent: IF NOT EXISTS.
CREATE INDEX order_number IF NOT EXISTS FOR (n:Order) ON (n.orderId);
