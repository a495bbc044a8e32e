// Hierarchies of departments, their nodes by id and by hierarchy, and what follows a place into its territory.
// Idempotent: IF NOT EXISTS.
CREATE CONSTRAINT hierarchy_name IF NOT EXISTS FOR (n:Hierarchy) REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT hierarchy_node_id IF NOT EXISTS FOR (n:HierarchyNode) REQUIRE n.id IS UNIQUE;
CREATE INDEX hierarchy_node_hierarchy IF NOT EXISTS FOR (n:HierarchyNode) ON (n.hierarchy);
CREATE INDEX former_hierarchy_node_id IF NOT EXISTS FOR (n:FormerHierarchyNode) ON (n.id);
CREATE INDEX former_hierarchy_node_hierarchy IF NOT EXISTS FOR (n:FormerHierarchyNode) ON (n.hierarchy);
CREATE INDEX in_territory_node IF NOT EXISTS FOR ()-[r:IN_TERRITORY]-() ON (r.node);
