"""What holding topics costs in memory, in a process of its own.

    python -m bench.topic_memory TASK.jsonl

The task's first line is {"lists": {...}, "articles": [[title, body], ...]}, each further one a topic: [name, text].
Prints, as JSON, the MB by which the process grew: "held" with all topics put, their names and texts included; "warm"
after the articles were searched as well, with all that the engine remembers of them. Also the CPU seconds of "parse",
and of "put" with the first search.
"""

import gc
import json
import os
import sys
from pathlib import Path
from time import process_time

from alerts.query import Document, parse_query
from alerts.query.engine import Engine
from bench.usage import usage


def measure(file: Path) -> dict[str, float]:
    """Topics are read one by one, so that nothing stands where they will."""
    with file.open(encoding="utf-8") as lines:
        task = json.loads(next(lines))
        engine, texts = Engine(), dict[str, str]()
        parse = put = 0.0
        before = _resident()
        for line in lines:
            name, text = json.loads(line)
            texts[name] = text  # as a desk holds it; an engine need not
            started = process_time()
            query = parse_query(text, task["lists"])
            parsed = process_time()
            engine.put(name, query)
            parse, put = parse + parsed - started, put + process_time() - parsed
    started = process_time()
    engine.search(Document(title="nothing", lang="en"))  # what was put off until the first search
    put += process_time() - started
    held = _resident()
    for title, body in task["articles"]:
        engine.search(Document(title=title, body=body, lang="en"))
    return {"held": held - before, "warm": _resident() - before, "parse": parse, "put": put}


def _resident() -> float:
    gc.collect()
    return usage(os.getpid()).memory


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
