// What do sentences with certain words state, and where do they stand?
WITH "canola" AS words
CALL db.index.fulltext.queryNodes("sentences", words, {limit: 5}) YIELD node AS sentence
MATCH evidence = (:Fact)-[:STATED_IN]->(sentence)<-[:CONTAINS]-(:Article)
RETURN evidence
