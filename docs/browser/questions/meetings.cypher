// Who met whom?
MATCH met = ()-[m:MET]->()
RETURN met ORDER BY coalesce(m.date, "") DESC LIMIT 200
