//! What the soak goes by, on figures whose slope is known.
#![expect(clippy::float_arithmetic, reason = "figures with noise")]

use fenqi_tests::slope::Slope;

/// Figures of `minutes`, one a minute, that rise by so much an hour and scatter by so much up and down.
fn figures(minutes: u32, an_hour: f64, noise: f64, seed: u64) -> Vec<(f64, f64)> {
    let mut random = fastrand::Rng::with_seed(seed);
    let at = |minute: u32| f64::from(minute) / 60.0;
    (0..minutes)
        .map(|minute| (at(minute), 80.0 + an_hour * at(minute) + noise * (random.f64() - 0.5)))
        .collect()
}

fn slope(figures: &[(f64, f64)]) -> Slope {
    Slope::through(figures).expect("enough figures")
}

#[test]
fn a_slope_is_that_of_the_line_with_its_margin() {
    let exact = slope(&figures(30, 6.0, 0.0, 1));
    assert!((exact.per_hour - 6.0).abs() < 1e-9 && exact.margin < 1e-9, "{exact:?}");
    // By hand: slope 15/10, its standard error √(1.5/3/10), Student's t of 97.5 % and 3 free 3.182.
    let few = slope(&[(0.0, 1.0), (1.0, 2.0), (2.0, 5.0), (3.0, 5.0), (4.0, 7.0)]);
    assert!((few.per_hour - 1.5).abs() < 1e-9, "{few:?}");
    assert!((few.margin - 0.223_607 * 3.182).abs() < 0.05, "{few:?}");
    assert!(Slope::through(&[(0.0, 1.0), (1.0, 2.0), (2.0, 3.0)]).is_none(), "three figures say nothing");
    assert!(Slope::through(&[(1.0, 1.0); 9]).is_none(), "of one moment");
}

#[test]
fn a_leak_of_kilobytes_is_seen_through_noise_and_noise_alone_is_none() {
    for seed in 0..200 {
        // What a window that was not let go would cost: 8 MB an hour, under 2 MB of noise.
        assert!(slope(&figures(30, 8.0, 2.0, seed)).exceeds(2.0), "seed {seed}");
        assert!(!slope(&figures(30, 0.0, 2.0, seed)).exceeds(2.0), "seed {seed}");
    }
}

#[test]
fn what_grows_by_less_than_was_planted_is_not_taken_for_it() {
    for seed in 0..200 {
        // A plant of 60 MB an hour leaks a quarter more.
        assert!(slope(&figures(12, 77.0, 2.0, seed)).exceeds(62.0), "seed {seed}");
        assert!(!slope(&figures(12, 30.0, 2.0, seed)).exceeds(62.0), "seed {seed}");
    }
}

#[test]
fn a_handle_an_opening_is_seen_and_handles_that_come_and_go_are_none() {
    let handles = |a_minute: u32| -> Vec<(f64, f64)> {
        let come_and_go = |minute: u32| minute % 3 + minute * a_minute;
        (0..30).map(|minute| (f64::from(minute) / 60.0, f64::from(40 + come_and_go(minute)))).collect()
    };
    assert!(slope(&handles(1)).exceeds(1.0));
    assert!(!slope(&handles(0)).exceeds(1.0));
}
