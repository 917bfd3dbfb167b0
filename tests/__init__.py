"""The tests; what they share says as much as they do where an assert fails."""

import pytest

pytest.register_assert_rewrite("tests.page", "tests.read_view", "tests.reference", "tests.svg")
