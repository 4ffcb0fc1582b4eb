// Who is linked to the most others?
MATCH (fact:Fact)
MATCH (fact)--(actor:Person|Country|Organization)
MATCH (fact)--(other:Person|Country|Organization) WHERE other <> actor
RETURN actor.name AS name, actor.kind AS kind, count(DISTINCT other) AS others, count(DISTINCT fact) AS facts
ORDER BY others DESC, facts DESC, name LIMIT 25
