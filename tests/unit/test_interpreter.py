import gc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sheets import make_register, make_risk_register

from hmic_tracker.interpreter import without_garbage_search
from hmic_tracker.rules import checks, ratings


def test_the_search_stops_for_the_block_and_goes_on_after_it() -> None:
    assert gc.isenabled()
    with without_garbage_search:
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_begins_the_search_again() -> None:
    with pytest.raises(ValueError), without_garbage_search:
        raise ValueError
    assert gc.isenabled()


def test_only_the_outermost_block_begins_it_again() -> None:
    with without_garbage_search:
        with without_garbage_search:
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_where_the_caller_has_stopped_it_it_stays_stopped() -> None:
    gc.disable()
    try:
        with without_garbage_search:
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("module, name", [(ratings, "overrides_in_force"), (checks, "_place")])
def test_a_whole_register_is_rated_and_checked_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    seen = []
    real = getattr(module, name)

    def watched(*given: Any) -> Any:
        seen.append(gc.isenabled())
        return real(*given)

    monkeypatch.setattr(module, name, watched)
    register = make_register(tmp_path, "| Ref | Recommendation | Status |\n| WMP-0001 | Review it | In progress |")
    risks = make_risk_register(tmp_path)
    checks.check(register, risks, as_at=date(2022, 3, 31))
    ratings.rate(register, risks, as_at=date(2022, 3, 31), problems=())
    assert seen
    assert not any(seen)
    assert gc.isenabled()
