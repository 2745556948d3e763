"""Values by name as json, as the pad keeps them."""

from __future__ import annotations

import json
from typing import Any


def as_json(fields: Any) -> str:
    """Return fields by name as the pad keeps them."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
