// How are two leaders connected?
WITH "Claudia Sheinbaum" AS one, "Narendra Modi" AS other
MATCH (a:Person {name: one})
MATCH (b:Person {name: other})
MATCH path = allShortestPaths(
  (a)-[:HOLDS|OF|DESCRIBES|NAMES_PARTY|BY|AT|IMPOSED|ON|ABOUT|SAID|BETWEEN|TO*..10]-(b)
)
RETURN path LIMIT 25
