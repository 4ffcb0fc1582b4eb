// Who holds or held which office in a country?
WITH "Canada" AS name
MATCH (:Country|Organization {name: name})<-[:OF]-(office:Position)<-[:HOLDS]-(person:Person)
MATCH (office)<-[:STATES]-(article:Article)
WITH toLower(office.title) AS title, person, office, article ORDER BY coalesce(article.first_day, "") DESC
RETURN title, person.name AS person, min(article.published) AS first_named, max(article.published) AS last_named,
       coalesce(collect(office)[0].former, false) AS former
ORDER BY title, former, last_named DESC
