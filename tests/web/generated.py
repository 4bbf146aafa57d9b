"""Requests that schemathesis makes from an OpenAPI document, within and beyond what it allows."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance


def ask_all(address: str, *, one_unknown_in: int) -> int:
    """Call every operation of the document at an address; how many requests that were.

    No answer may be of 5xx, and each must be as the document says. One in `one_unknown_in` requests keeps the situation
    that was made up for it; the others ask for one that the server has, or nothing but 404 would be seen.
    """
    checks = [not_a_server_error, content_type_conformance, response_schema_conformance]
    asked = 0
    for result in schemathesis.openapi.from_url(address).get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=25,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        @given(case=operation.as_strategy())
        def run(case: Any) -> None:
            nonlocal asked
            if "situation" in case.path_parameters and asked % one_unknown_in:
                case.path_parameters["situation"] = "afghanistan-2021"
            asked += 1
            case.call_and_validate(checks=checks)

        run()
    return asked
