// Which agreements are there, between whom, and how do they stand now?
MATCH (agreement:Agreement)<-[:DESCRIBES|OF]-(stated:AgreementStatus|Signing)<-[:STATES]-(article:Article)
WHERE stated.status IS NOT NULL OR stated:Signing
WITH agreement, stated, article ORDER BY stated:Signing, coalesce(article.first_day, "") DESC
WITH agreement, collect(stated)[0] AS newest, max(article.published) AS as_of
ORDER BY coalesce(as_of, "") DESC, agreement.name LIMIT 200
RETURN agreement.name AS agreement, coalesce(newest.status, "signed") AS status, as_of,
       COLLECT { MATCH (party)-[:PARTY_TO]->(agreement) RETURN DISTINCT party.name ORDER BY party.name } AS parties
