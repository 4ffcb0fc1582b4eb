// Who signed what in 2025?
WITH "2025" AS period
MATCH signed = ()-[s:SIGNED]->(:Agreement) WHERE s.date STARTS WITH period
RETURN signed ORDER BY s.date LIMIT 200
