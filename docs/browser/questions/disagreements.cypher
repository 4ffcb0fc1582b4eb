// Which figures disagree?
MATCH (article:Article)-[:STATES]->(figure:Figure) WHERE figure.of IS NOT NULL
// A figure without a period is taken to be of the year that reports it.
WITH toLower(figure.of) AS what, figure.unit AS unit, coalesce(figure.period, left(article.published, 4)) AS period,
     collect(DISTINCT figure) AS figures
WHERE any(figure IN figures WHERE figure.value <> figures[0].value)
UNWIND figures AS figure
WITH what, unit, period, figure, COLLECT { MATCH (figure)-[:ABOUT]->(x) RETURN x.name ORDER BY x.name } AS about
WITH what, unit, period, about, collect(figure) AS figures
WHERE any(figure IN figures WHERE figure.value <> figures[0].value)
UNWIND figures AS figure
RETURN what, about, period, figure.value AS value, unit,
       COLLECT { MATCH (article:Article)-[:STATES]->(figure) RETURN article.name ORDER BY article.name } AS articles
ORDER BY what, about, period, value
