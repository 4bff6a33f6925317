//! Offences, and the penalties each had in its time.

use chrono::NaiveDate;
use documented::{Documented, DocumentedFields};
use entity::codes::{ExploitationType, Offence};
use serde::Deserialize;

use super::read;

/// An offence of a country's law.
#[derive(Clone, Debug, Deserialize, Documented, DocumentedFields)]
#[serde(deny_unknown_fields)]
pub struct OffenceDefinition {
    /// The code, unique in the country, such as `LS-ATIP-5-1`.
    pub code: String,
    /// The act, with its year.
    pub act: String,
    /// The section of the act.
    pub section: String,
    /// What the offence is called.
    pub title: String,
    /// The category, the same in all countries.
    #[serde(deserialize_with = "read::token")]
    pub category: Offence,
    /// Whether the victim is a child.
    #[serde(default)]
    pub child: bool,
    /// The category of the International Classification of Crime for Statistical Purposes, such as `0204`.
    pub iccs: Option<String>,
    /// The penalties, in order of time. None where they are not known.
    #[serde(default)]
    pub regimes: Vec<PenaltyRegime>,
}

/// The penalties of an offence over a time. The day of the offence decides which holds, not the day of the charge.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Documented, DocumentedFields)]
#[serde(deny_unknown_fields)]
pub struct PenaltyRegime {
    /// The first day on which it holds.
    #[serde(deserialize_with = "read::date")]
    pub from: NaiveDate,
    /// The last day on which it holds. Nothing where it holds today.
    #[serde(default, deserialize_with = "read::optional_date")]
    pub until: Option<NaiveDate>,
    /// The most years of imprisonment. Nothing where it is for life, or not known.
    pub max_years: Option<i32>,
    /// Whether imprisonment may be for life.
    #[serde(default)]
    pub life: bool,
    /// The highest fine, in whole units of the national currency.
    pub max_fine: Option<i32>,
    /// Whether a fine may take the place of imprisonment.
    pub fine_option: bool,
    /// Whether means must be proved beside act and purpose (Palermo Protocol art. 3).
    pub means_required: bool,
    /// The purposes for which means need not be proved, although they must for others.
    #[serde(default, deserialize_with = "read::tokens")]
    pub means_not_required_for: Vec<ExploitationType>,
}

impl OffenceDefinition {
    /// The penalties of an offence committed on this day; none where it was no offence then, or they are not known.
    pub fn regime_on(&self, day: NaiveDate) -> Option<&PenaltyRegime> {
        self.regimes.iter().find(|regime| regime.holds_on(day))
    }
}

impl PenaltyRegime {
    /// Whether it holds on this day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}
