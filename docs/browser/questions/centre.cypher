// Who is linked to the most others?
MATCH (actor:Person|Country|Organization)
WITH actor ORDER BY actor.readings DESC LIMIT 100 // of those that most articles name
MATCH (actor)--(fact:Fact)--(other:Person|Country|Organization) WHERE other <> actor
WITH actor, count(DISTINCT other) AS others
RETURN actor.name AS name, actor.kind AS kind, others
ORDER BY others DESC, name LIMIT 25
