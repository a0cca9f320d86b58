//! What the cells of a file say together about how they are meant.

/// What one cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence<T> {
    Nothing,
    /// It can be meant in one way alone.
    Only(T),
    /// It could be meant in several.
    Either,
}

/// What all cells say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict<T> {
    /// There was nothing to tell, or nothing that tells.
    Open,
    One(T),
    /// Cells contradict each other.
    Divided,
}

impl<T: PartialEq + Copy> Verdict<T> {
    pub(super) fn hear(&mut self, evidence: Evidence<T>) {
        if let Evidence::Only(said) = evidence {
            *self = match *self {
                Self::Open => Self::One(said),
                Self::One(before) if before == said => Self::One(said),
                Self::One(_) | Self::Divided => Self::Divided,
            };
        }
    }

    pub(super) fn one(self) -> Option<T> {
        match self {
            Self::One(one) => Some(one),
            Self::Open | Self::Divided => None,
        }
    }
}
