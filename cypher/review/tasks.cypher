// Who was given which items of the review queue.
// Read only.
UNWIND $items AS item
MATCH (t:ReviewTask {item: item})
RETURN t.item AS item, t.assignee AS assignee
