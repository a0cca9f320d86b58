//! How a figure changes over hours: a line of least squares, with how sure it is.
#![expect(clippy::float_arithmetic, reason = "statistics of measurements")]

/// How much more an hour, and half the width of the interval in which that is in 95 of 100 runs.
#[derive(Clone, Copy, Debug)]
pub struct Slope {
    /// The slope of the line.
    pub per_hour: f64,
    /// Half of its interval of 95 %.
    pub margin: f64,
}

impl Slope {
    /// The line through points of hours and figures. Fewer than four say nothing.
    #[must_use]
    pub fn through(points: &[(f64, f64)]) -> Option<Self> {
        let count = u32::try_from(points.len()).ok().filter(|count| *count >= 4)?;
        let free = f64::from(count - 2);
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / f64::from(count);
        let (hour, figure) = (mean(|point| point.0), mean(|point| point.1));
        let spread: f64 = points.iter().map(|point| (point.0 - hour).powi(2)).sum();
        if spread <= 0.0 {
            return None;
        }
        let per_hour = points.iter().map(|point| (point.0 - hour) * (point.1 - figure)).sum::<f64>() / spread;
        let off = |point: &(f64, f64)| (point.1 - figure - per_hour * (point.0 - hour)).powi(2);
        let error = (points.iter().map(off).sum::<f64>() / free / spread).sqrt();
        // Student's t of 97.5 %: to a hundredth from eight points on, smaller for fewer.
        Some(Self { per_hour, margin: error * (1.96 + 2.4 / free + 3.0 / free.powi(2)) })
    }

    /// Whether it surely rises by more than this an hour. What may be noise is none.
    #[must_use]
    pub fn exceeds(self, limit: f64) -> bool {
        self.per_hour - self.margin > limit
    }
}
