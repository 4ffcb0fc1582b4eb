// Which sanctions are in force, and which are only threatened?
MATCH (article:Article)-[:STATES]->(sanction:Sanction)
WITH sanction, min(article.published) AS reported
OPTIONAL MATCH (by)-[:IMPOSED]->(sanction)
WITH sanction, by.name AS by, coalesce(sanction.date, "(" + reported + ")") AS date,
     COLLECT { MATCH (sanction)-[:ON]->(x) RETURN x.name ORDER BY x.name } AS on
ORDER BY coalesce(sanction.first_day, reported, "") DESC
// The newest statement on the same sanctions counts.
WITH by, on, sanction.kind AS kind, collect({status: sanction.status, date: date})[0] AS newest
RETURN CASE
         WHEN newest.status IN ["imposed", "raised", "lowered"] THEN "in force"
         WHEN newest.status IN ["threatened", "proposed", "announced", "investigating"] THEN "not yet"
         WHEN newest.status IN ["delayed", "suspended", "removed"] THEN "no longer"
       END AS now, newest.status AS status, newest.date AS date, by, on, kind
ORDER BY now, by, on
