//! What a pack must hold to beyond the types of its keys. All faults are found at once, each with its key.

use std::collections::HashSet;

use entity::value::Token;

use super::{Country, OffenceDefinition, PenaltyRegime};

/// The longest a threshold or a reflection period may be, in its own unit.
const LONGEST: i32 = 3_650;

/// The most years a penalty may be.
const MOST_YEARS: i32 = 100;

/// What is wrong with a pack, each with the key and what to do.
pub(super) fn faults(country: &Country) -> Vec<String> {
    let mut found = Faults::default();
    if country.competent_authority.is_empty() {
        found.add("competent_authority", "names no role, so nobody could decide who is a victim; name one");
    }
    spans(country, &mut found);
    codes(country, &mut found);
    for (place, ceiling) in country.ceilings.iter().enumerate() {
        let at = format!("ceilings[{place}]");
        if country.ceilings[..place].iter().any(|other| other.level == ceiling.level) {
            found.add(format!("{at}.level"), "has a ceiling already; keep one for each level");
        }
        if ceiling.gives_maximum && ceiling.max_years.is_some() {
            found.add(format!("{at}.max_years"), "limits a court that gives_maximum; leave one of the two out");
        }
        found.years(&at, ceiling.max_years);
    }
    for (place, offence) in country.offences.iter().enumerate() {
        law(&format!("offences[{place}]"), offence, &mut found);
    }
    found.0
}

#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn add(&mut self, key: impl AsRef<str>, what: &str) {
        self.0.push(format!("{}: {what}", key.as_ref()));
    }

    fn years(&mut self, at: &str, years: Option<i32>) {
        if years.is_some_and(|years| !(1..=MOST_YEARS).contains(&years)) {
            self.add(format!("{at}.max_years"), "is not between 1 and 100 years; for life write life = true");
        }
    }
}

fn spans(country: &Country, found: &mut Faults) {
    let thresholds = &country.thresholds;
    let spans = [
        ("reflection_days", country.reflection_days),
        ("thresholds.hearing_soon_days", thresholds.hearing_soon_days),
        ("thresholds.referral_unanswered_days", thresholds.referral_unanswered_days),
        ("thresholds.reflection_ending_days", thresholds.reflection_ending_days),
        ("thresholds.shelter_notice_hours", thresholds.shelter_notice_hours),
        ("thresholds.dispute_unanswered_days", thresholds.dispute_unanswered_days),
        ("thresholds.docket_idle_days", thresholds.docket_idle_days),
        ("thresholds.consent_lapsing_days", thresholds.consent_lapsing_days),
        ("thresholds.dormant_case_days", thresholds.dormant_case_days),
        ("thresholds.closure_silence_days", thresholds.closure_silence_days),
    ];
    for (key, span) in spans {
        if !(1..=LONGEST).contains(&span) {
            found.add(key, "is not between 1 and 3650; write a whole number of that unit");
        }
    }
}

/// Codes are told apart, and have the form that other systems expect; names are there.
fn codes(country: &Country, found: &mut Faults) {
    let prefix = celes::Country::from_alpha3(country.code.text()).map(|known| format!("{}-", known.alpha2));
    let prefix = prefix.unwrap_or_default();
    let lists: [(&str, Vec<(&str, &str)>); 4] = [
        ("districts", country.districts.iter().map(|it| (it.code.as_str(), it.name.as_str())).collect()),
        ("border_posts", country.border_posts.iter().map(|it| (it.code.as_str(), it.name.as_str())).collect()),
        ("courts", country.courts.iter().map(|it| (it.code.as_str(), it.name.as_str())).collect()),
        ("offences", country.offences.iter().map(|it| (it.code.as_str(), it.title.as_str())).collect()),
    ];
    for (list, entries) in lists {
        let mut known = HashSet::new();
        for (place, (code, name)) in entries.into_iter().enumerate() {
            let key = format!("{list}[{place}].code");
            let formed =
                code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"-_".contains(&byte));
            if !formed || code.is_empty() || code.len() > 40 {
                found.add(&key, "is no code; use up to 40 capital letters, digits, - and _");
            } else if !known.insert(code) {
                found.add(&key, "is there twice; give each its own");
            } else if list == "districts" && !code.starts_with(&prefix) {
                found.add(&key, &format!("is no code of ISO 3166-2 for this country; begin it with {prefix}"));
            }
            if name.trim().is_empty() {
                found.add(format!("{list}[{place}]"), "has no name or title; write one");
            }
        }
    }
    for (place, post) in country.border_posts.iter().enumerate() {
        if post.neighbour.as_ref() == Some(&country.code) {
            found.add(
                format!("border_posts[{place}].neighbour"),
                "is the country itself; name the one on the other side",
            );
        }
    }
}

fn law(at: &str, offence: &OffenceDefinition, found: &mut Faults) {
    if offence.iccs.as_ref().is_some_and(|iccs| iccs.is_empty() || !iccs.bytes().all(|byte| byte.is_ascii_digit())) {
        found.add(format!("{at}.iccs"), "is no category of ICCS; write its digits, such as \"0204\"");
    }
    // Both are written into the charge, whose columns hold no more.
    for (key, text, longest) in [("act", &offence.act, 200), ("section", &offence.section, 60)] {
        if text.trim().is_empty() || text.chars().count() > longest {
            found.add(
                format!("{at}.{key}"),
                &format!("is empty or longer than {longest} characters; write a shorter one"),
            );
        }
    }
    let mut before: Option<&PenaltyRegime> = None;
    for (place, regime) in offence.regimes.iter().enumerate() {
        let at = format!("{at}.regimes[{place}]");
        if regime.until.is_some_and(|until| until < regime.from) {
            found.add(format!("{at}.until"), "is before its from; write the last day on which the regime holds");
        }
        if before.is_some_and(|before| before.until.is_none_or(|until| until >= regime.from)) {
            found.add(
                format!("{at}.from"),
                "is not after the end of the regime before it; give that an until on an earlier day, and keep their order",
            );
        }
        if regime.life && regime.max_years.is_some() {
            found.add(format!("{at}.max_years"), "limits imprisonment that may be for life; leave one of the two out");
        }
        if regime.max_fine.is_some_and(|fine| fine < 1) {
            found.add(format!("{at}.max_fine"), "is no amount; write whole units of the national currency");
        }
        if !regime.means_required && !regime.means_not_required_for.is_empty() {
            found.add(
                format!("{at}.means_not_required_for"),
                "excepts from a requirement that is not there; leave it out or write means_required = true",
            );
        }
        found.years(&at, regime.max_years);
        before = Some(regime);
    }
}
