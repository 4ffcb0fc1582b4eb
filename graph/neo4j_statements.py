"""The Cypher by which the Neo4j store writes. All text is a parameter; labels and types come from the schema."""

from __future__ import annotations

from graph.shape import DIRECT, FACT_LABELS
from graph.vocabulary import SCHEMA, EntityKind

# Setting a property, were it to what it is, locks the node until the transaction ends.
LOCK = "MATCH (m:NewsKg {id: 1}) SET m.revision = m.revision + $step RETURN m.revision"
REVISION = "MATCH (m:NewsKg {id: 1}) RETURN m.revision"

FIND_READINGS = "UNWIND $rows AS key MATCH (r:Reading {key: key}) RETURN r.key, r.id"
CREATE_READINGS = "UNWIND $rows AS row CREATE (r:Reading:Article) SET r = row"
ENTITIES_OF_READINGS = """
    UNWIND $rows AS key MATCH (:Reading {key: key})-[m:MENTIONS]->() RETURN m.as_read, m.names
"""
FACTS_OF_READINGS = "UNWIND $rows AS key MATCH (:Reading {key: key})-[:STATES]->(f:Fact) RETURN DISTINCT f.id"
DELETE_SENTENCES = "UNWIND $rows AS key MATCH (:Reading {key: key})-[:CONTAINS]->(s:Sentence) DETACH DELETE s"
DELETE_READINGS = "UNWIND $rows AS key MATCH (r:Reading {key: key}) DETACH DELETE r"
SHOW_FIRST_READINGS = """
    UNWIND $rows AS id MATCH (r:Reading {id: id}) USING INDEX r:Reading(id)
    WITH id, min(r.source) AS first
    MATCH (r:Reading {id: id}) USING INDEX r:Reading(id)
    FOREACH (shown IN CASE WHEN r.source = first AND NOT r:Article THEN [r] ELSE [] END | SET shown:Article)
    FOREACH (other IN CASE WHEN r.source <> first AND r:Article THEN [r] ELSE [] END | REMOVE other:Article)
"""

FIND_ENTITIES = """
    UNWIND $rows AS id MATCH (e:Entity {id: id}) OPTIONAL MATCH (e)-[:SAME_AS]->(u)
    RETURN id, coalesce(u.id, e.id), coalesce(u.name, e.name)
"""
COUNT_ENTITIES = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e.readings = e.readings + row.n"
UNNAMED_ENTITIES = "UNWIND $rows AS id MATCH (e:Entity {id: id}) WHERE e.readings <= 0 RETURN id"
KINDS = "UNWIND $rows AS id MATCH (e:Entity {id: id}) RETURN id, e.kind"
MEMBERS = "UNWIND $rows AS id MATCH (m:Entity)-[:SAME_AS]->(:Entity {id: id}) RETURN m.id"
DELETE_ENTITIES = "UNWIND $rows AS id MATCH (e:Entity {id: id}) DETACH DELETE e"

FIND_NAMES = "UNWIND $rows AS id MATCH (n:Name {id: id}) RETURN id"
COUNT_NAMES = "UNWIND $rows AS row MATCH (n:Name {id: row.id}) SET n.readings = n.readings + row.n"
CREATE_NAMES = """
    UNWIND $rows AS row MATCH (e:Entity {id: row.entity}) CREATE (e)-[:KNOWN_AS]->(n:Name) SET n = row.name
"""
LABEL_LONG_NAMES = "UNWIND $rows AS id MATCH (n:Name {id: id}) SET n:LongName"
DELETE_NAMES = "UNWIND $rows AS id MATCH (n:Name {id: id}) WHERE n.readings <= 0 DETACH DELETE n"

FIND_FACTS = "UNWIND $rows AS id MATCH (f:Fact {id: id}) RETURN id"
UNSTATED_FACTS = """
    UNWIND $rows AS id MATCH (f:Fact {id: id}) WHERE NOT EXISTS { (f)<-[:STATES]-(:Reading) } RETURN id
"""
DELETE_FACTS = "UNWIND $rows AS id MATCH (f:Fact {id: id}) DETACH DELETE f"
FILLED_FACTS = """
    UNWIND $rows AS id MATCH (f:Fact {id: id})
    CALL (f) { MATCH (f)-[p]-(e:Entity) RETURN collect([p.field, e.id, e.name]) AS filled }
    RETURN properties(f), filled
"""

CREATE_CLAIMS = """
    UNWIND $rows AS row MATCH (r:Reading {key: row.key}) MATCH (f:Fact {id: row.fact})
    CREATE (r)-[c:STATES]->(f) SET c = row.claim
"""
CREATE_SENTENCES = """
    UNWIND $rows AS row MATCH (r:Reading {key: row.key}) CREATE (r)-[:CONTAINS]->(s:Sentence) SET s = row.sentence
"""
CREATE_EVIDENCE = """
    UNWIND $rows AS row MATCH (f:Fact {id: row.fact}) MATCH (s:Sentence {id: row.sentence})
    CREATE (f)-[:STATED_IN {position: row.position}]->(s)
"""
CREATE_MENTIONS = """
    UNWIND $rows AS row MATCH (r:Reading {key: row.key}) MATCH (e:Entity {id: row.entity})
    CREATE (r)-[m:MENTIONS]->(e) SET m = row.mention
"""
CREATE_SENTENCE_MENTIONS = """
    UNWIND $rows AS row MATCH (s:Sentence {id: row.sentence}) MATCH (e:Entity {id: row.entity})
    CREATE (s)-[:MENTIONS {as_read: row.as_read}]->(e)
"""

FACTS_OF_ENTITIES = """
    UNWIND $rows AS row MATCH (:Entity {id: row.old})-[p]-(f:Fact) WHERE p.as_read = row.entity RETURN DISTINCT f.id
"""
STAND_FOR_ANOTHER = """
    UNWIND $rows AS row MATCH (e:Entity {id: row.entity}) MATCH (u:Entity {id: row.new})
    OPTIONAL MATCH (e)-[s:SAME_AS]->() DELETE s
    CREATE (e)-[:SAME_AS]->(u) SET e:Alias
"""
STAND_FOR_ITSELF = """
    UNWIND $rows AS row MATCH (e:Entity {id: row.entity}) OPTIONAL MATCH (e)-[s:SAME_AS]->() DELETE s REMOVE e:Alias
"""

CREATE_ENTITIES = {kind: f"UNWIND $rows AS row CREATE (e:Entity:{kind.value}) SET e = row" for kind in EntityKind}
ADD_KIND = {kind: f"UNWIND $rows AS row MATCH (e:Entity {{id: row.entity}}) SET e:{kind.value}" for kind in EntityKind}
REMOVE_KIND = {
    kind: f"UNWIND $rows AS row MATCH (e:Entity {{id: row.entity}}) REMOVE e:{kind.value}" for kind in EntityKind
}
CREATE_FACTS = {
    type_: f"UNWIND $rows AS row CREATE (f:Fact:{label}) SET f = row" for type_, label in FACT_LABELS.items()
}

_ROLES = sorted(
    {(spec.relationship, spec.outgoing) for fields in SCHEMA.values() for spec in fields if spec.relationship}
)
_ENDS = {True: "(f)-[p:{}]->(e)", False: "(f)<-[p:{}]-(e)"}
CREATE_ROLES = {
    role: f"""
        UNWIND $rows AS row MATCH (f:Fact {{id: row.fact}}) MATCH (e:Entity {{id: row.entity}})
        CREATE {_ENDS[role[1]].format(role[0])} SET p = row.role
    """
    for role in _ROLES
}
MOVE_RELATIONSHIPS = [
    f"""
        UNWIND $rows AS row MATCH (old:Entity {{id: row.old}}){arrow.format("p")}(other) WHERE p.as_read = row.entity
        MATCH (new:Entity {{id: row.new}})
        CREATE (new){arrow.format("moved")}(other) SET moved = properties(p) DELETE p
    """
    for arrow in (
        "<-[{}:MENTIONS]-",
        *(
            f"<-[{{}}:{relationship}]-" if outgoing else f"-[{{}}:{relationship}]->"
            for relationship, outgoing in _ROLES
        ),
    )
]

_BETWEEN = "UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end})"
ADD_DIRECT = {
    direct.type: f"""
        {_BETWEEN} MERGE (a)-[d:{direct.type} {{key: row.key}}]->(b)
        ON CREATE SET d += row.properties, d.facts = row.n ON MATCH SET d.facts = d.facts + row.n
    """
    for direct in DIRECT.values()
}
REMOVE_DIRECT = {
    direct.type: f"""
        {_BETWEEN} MATCH (a)-[d:{direct.type} {{key: row.key}}]->(b) SET d.facts = d.facts - row.n
        WITH d WHERE d.facts <= 0 DELETE d
    """
    for direct in DIRECT.values()
}
