"""`python -m flows.settings` prints the JSON Schema of desk files."""

import sys

from flows.settings.schema import schema_text

sys.stdout.write(schema_text())
