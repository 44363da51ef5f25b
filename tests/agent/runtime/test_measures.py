"""Counted and timed, in the text that Prometheus reads."""

from agent.runtime.measures import BOUNDS, Measures


def test_what_was_counted_timed_and_asked_is_told() -> None:
    times = iter((0.0, 0.02, 1.0, 100.0))
    measures = Measures(lambda: next(times))
    measures.count("turns")
    measures.count("turns")
    measures.gauge("models_loaded", lambda: 3)
    for _ in range(2):
        with measures.stage("save"):
            pass
    told = measures.text().splitlines()
    assert "understudy_turns_total 2" in told
    assert "understudy_models_loaded 3" in told
    assert 'understudy_stage_seconds_bucket{stage="save",le="0.01"} 0' in told
    assert 'understudy_stage_seconds_bucket{stage="save",le="0.025"} 1' in told
    assert f'understudy_stage_seconds_bucket{{stage="save",le="{BOUNDS[-1]}"}} 1' in told
    assert 'understudy_stage_seconds_bucket{stage="save",le="+Inf"} 2' in told
    assert 'understudy_stage_seconds_sum{stage="save"} 99.020000' in told
    assert 'understudy_stage_seconds_count{stage="save"} 2' in told
