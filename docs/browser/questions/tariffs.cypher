// Which tariffs did two countries put on each other, over time?
WITH ["United States", "Canada"] AS pair
MATCH (one:Country|Organization) WHERE one.name IN pair
MATCH (other:Country|Organization) WHERE other.name IN pair AND other <> one
// What a leader imposes counts for the country.
MATCH (one)<-[:HOLDS_POSITION*0..1]-(by)-[:IMPOSED]->(tariff:Tariff)-[:ON]->(other)
MATCH (tariff)<-[:STATES]-(article:Article)
WITH tariff, by, other, min(article.published) AS reported
RETURN coalesce(tariff.date, "(" + reported + ")") AS date, by.name AS by, other.name AS on,
       tariff.rate AS percent, tariff.goods AS goods, tariff.status AS status
ORDER BY coalesce(tariff.first_day, reported), by, percent
