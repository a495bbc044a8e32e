// Records of a common key stand in an order; whoever comes finds its neighbours without reading the others.
CREATE INDEX has_key_at IF NOT EXISTS FOR ()-[h:HAS_KEY]-() ON (h.at);
