// What did somebody say, and where does it stand?
WITH "Xi Jinping" AS name
MATCH (:Person|Organization {name: name})-[:SAID]->(quote:Quote)-[:STATED_IN]->(sentence:Sentence)
MATCH (quote)<-[:STATES]-(article:Article)-[:CONTAINS]->(sentence)
RETURN article.published AS published, quote.quote AS quote, sentence.text AS sentence, article.title AS article
ORDER BY published DESC
