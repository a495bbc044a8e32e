// Golden records that wait for somebody: those that hold together by doubt, and those that a policy flags or holds back.
// Read only.
MATCH (g:Golden)
WHERE g.status IN ['held', 'blocked', 'flagged']
RETURN sum(CASE g.status WHEN 'held' THEN 1 ELSE 0 END) AS held, sum(CASE g.status WHEN 'held' THEN 0 ELSE 1 END) AS policies
