//! A country as data: its authorities, places, courts and law, and how long the hub waits before it reminds somebody.
//!
//! A pack is a TOML file. Those of the hub are built in; a folder of the operator's own files replaces or adds to
//! them. Whoever needs a fact of a country asks here, so that a second country is a file and not a change of code.

mod check;
mod law;
mod load;
mod read;

use documented::{Documented, DocumentedFields};
use entity::codes::{CourtLevel, Role};
use entity::value::{Country as CountryCode, Language};
use serde::Deserialize;

pub use law::{OffenceDefinition, PenaltyRegime};
pub use load::{Countries, CountryError};

/// What the hub knows of a country: places, courts and offences by their codes, and the rules that each country sets.
#[derive(Clone, Debug, Deserialize, Documented, DocumentedFields)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// The country, ISO 3166-1 alpha-3.
    #[serde(deserialize_with = "read::token")]
    pub code: CountryCode,
    /// Whether the hub has no pack of this country, so that these are its defaults and the lists are empty.
    #[serde(skip)]
    pub plain: bool,
    /// The languages of the country, the first before the others.
    #[serde(deserialize_with = "read::tokens")]
    pub languages: Vec<Language>,
    /// The roles whose organisations may decide whether somebody is a victim.
    #[serde(deserialize_with = "read::tokens")]
    pub competent_authority: Vec<Role>,
    /// The roles that, by a duty of law, read a victim's identity without consent. Where there are none, consent is
    /// needed.
    #[serde(default, deserialize_with = "read::tokens")]
    pub identity_duty: Vec<Role>,
    /// The roles whose officers may break the glass: read of a victim in an emergency, for an hour at most, and answer for
    /// it. Where there are none, nobody may.
    #[serde(default, deserialize_with = "read::tokens")]
    pub break_glass: Vec<Role>,
    /// The length of a reflection period, in days, where nothing else is said.
    #[serde(default = "reflection_days")]
    pub reflection_days: i32,
    /// After how long somebody is reminded.
    #[serde(default)]
    pub thresholds: Thresholds,
    /// The agencies of the country, by the role that each has.
    #[serde(default)]
    pub authorities: Vec<Authority>,
    /// The districts (ISO 3166-2).
    #[serde(default)]
    pub districts: Vec<District>,
    /// The border posts and airports.
    #[serde(default)]
    pub border_posts: Vec<BorderPost>,
    /// The courts that try or hear appeals.
    #[serde(default)]
    pub courts: Vec<Court>,
    /// What courts of each level may give.
    #[serde(default)]
    pub ceilings: Vec<SentenceCeiling>,
    /// The offences that are charged, each with the penalties of its time.
    #[serde(default)]
    pub offences: Vec<OffenceDefinition>,
}

/// An agency of a country.
#[derive(Clone, Debug, Deserialize, Documented, DocumentedFields)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// The role it has in the hub.
    #[serde(deserialize_with = "read::token")]
    pub role: Role,
    /// Its name.
    pub name: String,
    /// The unit of it that deals with trafficking in persons, where there is one.
    pub unit: Option<String>,
}

/// A district: the highest division of a country.
#[derive(Clone, Debug, Deserialize, Documented, DocumentedFields)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// The code, ISO 3166-2, such as `LS-A`.
    pub code: String,
    /// The name.
    pub name: String,
}

/// A place where people enter or leave a country.
#[derive(Clone, Debug, Deserialize, Documented, DocumentedFields)]
#[serde(deny_unknown_fields)]
pub struct BorderPost {
    /// The code, unique in the country, such as `MASERU_BRIDGE`.
    pub code: String,
    /// The name.
    pub name: String,
    /// The country on the other side, ISO 3166-1 alpha-3. An airport has none.
    #[serde(default, deserialize_with = "read::optional_token")]
    pub neighbour: Option<CountryCode>,
    /// Whether it is open day and night.
    #[serde(default)]
    pub open_always: bool,
}

/// A court, or the courts of one level where they are not told apart.
#[derive(Clone, Debug, Deserialize, Documented, DocumentedFields)]
#[serde(deny_unknown_fields)]
pub struct Court {
    /// The code, unique in the country.
    pub code: String,
    /// The name.
    pub name: String,
    /// The level.
    #[serde(deserialize_with = "read::token")]
    pub level: CourtLevel,
}

/// What a court of one level may give.
#[derive(Clone, Debug, Deserialize, Documented, DocumentedFields)]
#[serde(deny_unknown_fields)]
pub struct SentenceCeiling {
    /// The level of the court.
    #[serde(deserialize_with = "read::token")]
    pub level: CourtLevel,
    /// Whether it may give the maximum penalty of every offence. Where it may not, it refers the case to a higher
    /// court for sentence.
    pub gives_maximum: bool,
    /// The most years of imprisonment it may give. Nothing where it may give the maximum, or where the limit is not
    /// known.
    pub max_years: Option<i32>,
}

/// After how long the hub reminds somebody.
#[derive(Clone, Copy, Debug, Deserialize, Documented, DocumentedFields)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// A hearing is soon: so many days before it.
    pub hearing_soon_days: i32,
    /// A referral has had no answer: so many days after it was sent.
    pub referral_unanswered_days: i32,
    /// A reflection period is about to end: so many days before its end.
    pub reflection_ending_days: i32,
    /// The notice of an admission to a shelter is due: so many hours after the admission (South Africa, 48 hours).
    pub shelter_notice_hours: i32,
    /// A dispute about a field has had no answer: so many days after it was raised. From then on, who raised it may ask
    /// the coordinator to decide.
    pub dispute_unanswered_days: i32,
    /// A docket lies idle: so many days after it last changed hands.
    pub docket_idle_days: i32,
    /// A consent is about to lapse: so many days before its end.
    pub consent_lapsing_days: i32,
    /// A case lies still: so many days after its last change.
    pub dormant_case_days: i32,
    /// An organisation that has not answered to a planned closure counts as agreed: so many days after it was asked.
    pub closure_silence_days: i32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            hearing_soon_days: 3,
            referral_unanswered_days: 3,
            reflection_ending_days: 5,
            shelter_notice_hours: 48,
            dispute_unanswered_days: 14,
            docket_idle_days: 30,
            consent_lapsing_days: 14,
            dormant_case_days: 90,
            closure_silence_days: 30,
        }
    }
}

/// The reflection period of a country that says nothing else.
fn reflection_days() -> i32 {
    30
}

impl Country {
    /// What holds for a country without a pack: empty lists, and the hub's defaults.
    pub fn plain(code: CountryCode) -> Self {
        Self { code, plain: true, ..load::plain().clone() }
    }

    /// Whether organisations of a role may decide whether somebody is a victim.
    pub fn is_competent(&self, role: Role) -> bool {
        self.competent_authority.contains(&role)
    }

    /// The offence of a code.
    pub fn offence(&self, code: &str) -> Option<&OffenceDefinition> {
        self.offences.iter().find(|offence| offence.code == code)
    }

    /// The ceiling of the courts of a level; without one, nothing is known to limit them.
    pub fn ceiling(&self, level: CourtLevel) -> Option<&SentenceCeiling> {
        self.ceilings.iter().find(|ceiling| ceiling.level == level)
    }
}
