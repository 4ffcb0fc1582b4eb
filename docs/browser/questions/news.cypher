// What is new in the last month of the archive?
MATCH (last:Article) WHERE last.first_day IS NOT NULL
WITH last.first_day AS day ORDER BY day DESC LIMIT 1
WITH toString(date(day) - duration("P1M")) AS since
MATCH (article:Article)-[:STATES]->(fact:Fact) WHERE article.first_day > since
  AND NOT EXISTS { (fact)<-[:STATES]-(before:Article) WHERE before.first_day <= since }
WITH fact, min(article.published) AS published
RETURN published, fact.type AS what, fact.caption AS caption,
       COLLECT { MATCH (fact)--(x:Entity) RETURN DISTINCT x.name ORDER BY x.name } AS who,
       COLLECT { MATCH (fact)-[:STATED_IN]->(sentence) RETURN DISTINCT sentence.text } AS sentences
ORDER BY published DESC, what, caption
