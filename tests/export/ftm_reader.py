"""Run by FollowTheMoney's own environment: reads what was exported and says what it made of it, as JSON.

python ftm_reader.py ENTITIES STATEMENTS
"""

from __future__ import annotations

import json
import sys

from followthemoney import model
from followthemoney.dataset import Dataset
from followthemoney.exc import InvalidData
from followthemoney.statement import StatementEntity
from followthemoney.statement.serialize import read_csv_statements

found = {"entities": [], "wrong": [], "statements": [], "ids": 0}
with open(sys.argv[1], encoding="utf-8", newline="\n") as lines:
    for line in lines:
        data = json.loads(line)
        proxy = model.get_proxy(data, cleaned=False)
        kept = proxy.to_dict()["properties"]
        for name, values in data["properties"].items():
            lost = len(set(values)) - len(kept.get(name, []))
            if lost > 0:
                found["wrong"].append(f"{data['schema']}.{name}: {values!r} became {kept.get(name)!r}")
        try:
            proxy.schema.validate({"properties": kept})
        except InvalidData as error:
            found["wrong"].append(f"{data['id']}: {error}")
        found["entities"].append([proxy.id, proxy.schema.name, proxy.caption])
grouped: dict[str, list] = {}
with open(sys.argv[2], "rb") as stream:
    for statement in read_csv_statements(stream):
        found["ids"] += statement.id == statement.generate_key() or statement.prop == "id"
        grouped.setdefault(statement.entity_id, []).append(statement)
dataset = Dataset.make({"name": "accredit", "title": "accredit"})
for statements in grouped.values():
    entity = StatementEntity.from_statements(dataset, statements)
    found["statements"].append([entity.id, entity.schema.name])
    found["ids"] -= len(statements)
sys.stdout.write(json.dumps(found))
