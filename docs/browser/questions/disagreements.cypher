// Which figures disagree?
MATCH (article:Article)-[:STATES]->(figure:Figure) WHERE figure.of IS NOT NULL
WITH figure, collect(article.name) AS articles, min(article.published) AS reported
WITH toLower(figure.of) AS what,
     COLLECT { MATCH (figure)-[:ABOUT]->(x) RETURN x.name ORDER BY x.name } AS about,
     coalesce(figure.period, left(reported, 4)) AS period, // without one, the year of the report
     figure.unit AS unit, collect({value: figure.value, articles: articles}) AS said
WHERE any(one IN said WHERE one.value <> said[0].value)
UNWIND said AS one
RETURN what, about, period, one.value AS value, unit, one.articles AS articles
ORDER BY what, about, period, value
