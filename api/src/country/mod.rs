//! What differs from country to country, as data: who decides, what the law says, where the borders are.
//!
//! A country is a TOML file. Lesotho's is built in; a folder of files extends and overrides what is built in. A country
//! without a file works by what [`Country::plain`] says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use entity::codes::{Offence as Category, Role};
use entity::value::{Country as CountryCode, Language, Token};
use serde::{Deserialize, Deserializer};
use thiserror::Error;

/// The countries that are built in.
const BUILT_IN: [&str; 1] = [include_str!("lso.toml")];

/// What differs in one country.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    #[serde(deserialize_with = "token::<CountryCode, _>")]
    pub code: CountryCode,
    /// The roles whose organisations may decide whether a person is a victim.
    #[serde(deserialize_with = "tokens")]
    pub competent_authorities: Vec<Role>,
    /// The roles whose organisations read who a victim is by legal duty, without the victim's consent.
    #[serde(deserialize_with = "tokens")]
    pub identity_by_duty: Vec<Role>,
    /// The languages of the country, ISO 639.
    #[serde(deserialize_with = "tokens", default)]
    pub languages: Vec<Language>,
    /// How many days a reflection period runs unless it is extended.
    pub reflection_days: u32,
    /// When a task falls due.
    pub thresholds: Thresholds,
    /// The districts.
    #[serde(default)]
    pub districts: Vec<District>,
    /// The border posts.
    #[serde(default)]
    pub border_posts: Vec<BorderPost>,
    /// The offences charged in cases of trafficking.
    #[serde(default)]
    pub offences: Vec<Offence>,
}

/// When a task falls due.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Days before a hearing.
    pub hearing_soon_days: u32,
    /// Days after which a referral is unanswered.
    pub referral_unanswered_days: u32,
    /// Days before the end of a reflection period.
    pub reflection_ending_days: u32,
    /// Hours within which a shelter notifies the authority of an admission.
    pub shelter_notice_hours: u32,
    /// Days after which a docket is idle.
    pub docket_idle_days: u32,
    /// Days before a consent lapses.
    pub consent_lapsing_days: u32,
    /// Days without a change after which a case is dormant.
    pub dormant_case_days: u32,
}

/// A district.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// ISO 3166-2.
    pub code: String,
    /// The name.
    pub name: String,
}

/// A border post.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BorderPost {
    /// The name.
    pub name: String,
    /// The country on the other side, ISO 3166-1 alpha-3; none at an airport.
    #[serde(default, deserialize_with = "optional")]
    pub neighbour: Option<CountryCode>,
    /// Whether it is open day and night.
    #[serde(default)]
    pub open_always: bool,
}

/// An offence of the country's law.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offence {
    /// The code it is charged by, such as `LS-ATIP-5-1`.
    pub code: String,
    /// The act.
    pub act: String,
    /// The section.
    pub section: String,
    /// What it is called.
    pub title: String,
    /// The category it is counted in.
    #[serde(deserialize_with = "token::<Category, _>")]
    pub category: Category,
    /// The class of the International Classification of Crime for Statistical Purposes.
    #[serde(default)]
    pub iccs: Option<String>,
    /// The penalties, in the order in which they came into force.
    pub regimes: Vec<Regime>,
}

/// The penalties of an offence committed in a span of days.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none while it is in force.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// The longest imprisonment, in years.
    #[serde(default)]
    pub years: Option<u32>,
    /// Whether imprisonment may be for life.
    #[serde(default)]
    pub life: bool,
    /// The highest fine, in whole units of the national currency.
    #[serde(default)]
    pub fine: Option<u32>,
    /// Whether a fine may stand in for imprisonment.
    pub fine_instead: bool,
    /// Whether the means of trafficking must be shown.
    pub means_required: bool,
}

/// Why a country cannot be read.
#[derive(Debug, Error)]
pub enum CountryError {
    /// The folder or a file of it cannot be read.
    #[error("countries: {path}: {cause}")]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// A file says something that is not understood.
    #[error("countries: {path}: {cause}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What and where.
        cause: String,
    },
}

/// The countries, by their codes.
#[derive(Clone, Debug)]
pub struct Countries(Arc<BTreeMap<String, Arc<Country>>>);

impl Country {
    /// A country of which nothing is configured: social welfare decides, and identity is told by consent alone.
    pub fn plain(code: CountryCode) -> Self {
        Self {
            code,
            competent_authorities: vec![Role::default_authority()],
            identity_by_duty: Vec::new(),
            languages: Vec::new(),
            reflection_days: 30,
            thresholds: Thresholds {
                hearing_soon_days: 3,
                referral_unanswered_days: 3,
                reflection_ending_days: 5,
                shelter_notice_hours: 48,
                docket_idle_days: 30,
                consent_lapsing_days: 14,
                dormant_case_days: 90,
            },
            districts: Vec::new(),
            border_posts: Vec::new(),
            offences: Vec::new(),
        }
    }
}

impl Offence {
    /// The penalties of the offence if it was committed on a day.
    pub fn regime_on(&self, day: NaiveDate) -> Option<&Regime> {
        self.regimes.iter().find(|regime| regime.from <= day && regime.until.is_none_or(|until| day <= until))
    }
}

impl Countries {
    /// The countries that are built in.
    ///
    /// # Errors
    /// Where one is malformed: a defect of the program.
    pub fn built_in() -> Result<Self, CountryError> {
        let mut countries = BTreeMap::new();
        for text in BUILT_IN {
            add(&mut countries, Path::new("(built in)"), text)?;
        }
        Ok(Self(Arc::new(countries)))
    }

    /// These and those of the TOML files in a folder, which win.
    pub fn with_folder(self, folder: &Path) -> Result<Self, CountryError> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |cause| CountryError::Unreadable { path, cause }
        };
        let mut countries = (*self.0).clone();
        let entries = std::fs::read_dir(folder).map_err(unreadable(folder))?;
        for entry in entries {
            let path = entry.map_err(unreadable(folder))?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
                add(&mut countries, &path, &text)?;
            }
        }
        Ok(Self(Arc::new(countries)))
    }

    /// A country.
    pub fn of(&self, code: &CountryCode) -> Arc<Country> {
        self.0.get(code.text()).cloned().unwrap_or_else(|| Arc::new(Country::plain(code.clone())))
    }
}

fn add(countries: &mut BTreeMap<String, Arc<Country>>, path: &Path, text: &str) -> Result<(), CountryError> {
    let malformed = |cause: String| CountryError::Malformed { path: path.to_owned(), cause };
    let country: Country = toml::from_str(text).map_err(|cause| malformed(cause.to_string()))?;
    for offence in &country.offences {
        let in_order = offence.regimes.windows(2).all(|pair| pair[0].until.is_some_and(|until| until < pair[1].from));
        if offence.regimes.is_empty() || !in_order {
            return Err(malformed(format!(
                "offence {}: its regimes must follow each other, each ending before the next begins",
                offence.code
            )));
        }
    }
    countries.insert(country.code.text().to_owned(), Arc::new(country));
    Ok(())
}

fn token<'de, T: Token, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    T::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("{text} is not known here")))
}

fn tokens<'de, T: Token, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let parsed =
        |text: &String| T::parse(text).ok_or_else(|| serde::de::Error::custom(format!("{text} is not known here")));
    texts.iter().map(parsed).collect()
}

fn optional<'de, T: Token, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    token(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesotho() -> Arc<Country> {
        let code = CountryCode::parse("LSO").expect("Lesotho is a country");
        Countries::built_in().expect("the built-in countries are well-formed").of(&code)
    }

    #[test]
    fn the_day_of_the_offence_selects_the_penalties() {
        let country = lesotho();
        let offence = country.offences.iter().find(|offence| offence.code == "LS-ATIP-5-2").expect("an offence");
        let on = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).and_then(|day| offence.regime_on(day));
        let (before, after) = (on(2021, 1, 13).expect("a regime"), on(2021, 1, 14).expect("a regime"));
        assert!(before.fine_instead && before.means_required);
        assert!(!after.fine_instead && !after.means_required && after.life);
        assert!(on(2010, 1, 1).is_none(), "nobody is punished by a law that was not yet in force");
    }

    #[test]
    fn a_country_without_a_file_is_a_plain_one() {
        let code = CountryCode::parse("ZMB").expect("Zambia is a country");
        let country = Countries::built_in().expect("built in").of(&code);
        assert_eq!(country.competent_authorities, [Role::SocialWelfare]);
        assert!(country.identity_by_duty.is_empty(), "identity is told by consent alone");
    }

    #[test]
    fn a_file_extends_and_overrides_and_says_what_is_wrong_with_it() {
        let folder = std::env::temp_dir().join(format!("tip-hub-countries-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join("zmb.toml");
        let text = include_str!("lso.toml").replace("\"LSO\"", "\"ZMB\"").replace("\"SOCIAL_WELFARE\"", "\"POLICE\"");
        std::fs::write(&file, &text).expect("written");
        let countries = Countries::built_in().expect("built in").with_folder(&folder).expect("read");
        let zambia = countries.of(&CountryCode::parse("ZMB").expect("Zambia is a country"));
        assert_eq!(zambia.competent_authorities, [Role::Police]);
        std::fs::write(&file, text.replace("reflection_days", "reflexion_days")).expect("written");
        let error = Countries::built_in().expect("built in").with_folder(&folder).expect_err("a key nobody knows");
        let said = error.to_string();
        assert!(said.contains("zmb.toml") && said.contains("reflexion_days"), "{said}");
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
