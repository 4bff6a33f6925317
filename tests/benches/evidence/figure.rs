//! What was measured, and what it is to be.

use std::fmt;

/// A figure, and its bound where it has one.
pub struct Figure {
    name: String,
    value: f64,
    bound: Option<Bound>,
}

/// What a figure is to be.
#[derive(Clone, Copy)]
pub enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

impl Figure {
    /// What is to be this.
    pub fn bound(name: &str, value: f64, bound: Bound) -> Self {
        Self { name: name.to_owned(), value, bound: Some(bound) }
    }

    /// What is told beside the others.
    pub fn told(name: &str, value: f64) -> Self {
        Self { name: name.to_owned(), value, bound: None }
    }

    /// Whether it keeps to its bound.
    pub fn holds(&self) -> bool {
        match self.bound {
            Some(Bound::AtLeast(least)) => self.value >= least,
            Some(Bound::AtMost(most)) => self.value <= most,
            None => true,
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:<60} {:>12.2}", self.name, self.value)?;
        let kept = if self.holds() { "holds" } else { "DOES NOT HOLD" };
        match self.bound {
            Some(Bound::AtLeast(least)) => write!(out, "   at least {least}: {kept}"),
            Some(Bound::AtMost(most)) => write!(out, "   at most {most}: {kept}"),
            None => Ok(()),
        }
    }
}
