"""usage: merge.py MODEL ACTIONS: the model with these actions in the place of its own."""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as model, open(sys.argv[2], encoding="utf-8") as actions:
    print(json.dumps(dict(json.load(model), actions=json.load(actions)), ensure_ascii=False, indent=1))
