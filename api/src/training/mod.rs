//! The training country: forty fictitious cases at every stage, which `tip-hub demo` loads.
//!
//! `stories` holds the cases as facts; `timeline` says who writes which of them when; `parts` holds how each
//! agency writes its own down, at its `desk`. Everything goes through the one writer as the agency it belongs to,
//! in the order in which it happened: the data is itself a proof of the rights. To add a case, add a story.
//!
//! Nothing here reads the machine's clock or draws at random, so two loads into two empty databases make the
//! same rows with the same ids. No person, number or address is real: names are marked, narratives begin
//! with `TRAINING DATA.`, and telephone numbers have a calling code that no country has.

mod desk;
mod events;
mod given;
mod parts;
mod people;
mod review;
mod stories;
mod story;
#[cfg(test)]
mod tests;
mod timeline;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use entity::codes::ServiceType;
use entity::organisation::Column;
use entity::value::{Many, Words};
use entity::{Table, case, organisation, table};
use sea_orm::ActiveValue::Set;
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;

use self::desk::{Desk, File, Officers};
use self::review::Review;
use self::story::{Agency, on};
use self::timeline::Entry;
use crate::access::record::Record;
use crate::access::{Draft, Page, Seen, Select, Store};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::exchange::organisations;

/// The organisations of the training country, in the form in which every country's come in.
const ORGANISATIONS: &str = include_str!("organisations.csv");

/// The name of whoever writes for each organisation.
const OFFICER: &str = "officer";

/// The day on which the organisations are registered.
const FOUNDED: NaiveDate = on(2024, 1, 1);

/// Where ids begin.
const SEED: u64 = 2011;

/// When the desks of a day open, after midnight UTC.
const MORNING: TimeDelta = TimeDelta::hours(6);

/// How much time lies between two desks of one day.
const PACE: TimeDelta = TimeDelta::minutes(10);

/// More organisations than the training country has.
const ORGANISATION_LIMIT: usize = 1000;

/// Loads the training country, unless it is there. The last thing that happens in it is that its last case is
/// opened, so it is whole when all its cases are there.
///
/// # Errors
/// `INVALID` where the database holds other organisations than the training country's, or only part of it
/// because a load was interrupted.
pub async fn load(store: &Store) -> Result<()> {
    let (ours, others): (Vec<_>, Vec<_>) = organisations(store).await?.into_iter().partition(is_ours);
    let cases = if ours.is_empty() { 0 } else { cases(store).await? };
    let refused = match (others.is_empty(), cases) {
        (_, cases) if cases >= stories::all().count() => return Ok(()),
        (true, 0) => return tell(store).await,
        (true, _) => "holds only part of the training country, because a load of it was interrupted",
        (false, _) => "holds organisations that are not the training country's, and is not mixed with training data",
    };
    Err(Error::invalid("database", format!("{refused}. Choose another data directory or an empty database")))
}

/// Tells the stories in the order in which they happened, into a database that holds no case.
async fn tell(store: &Store) -> Result<()> {
    let clock = Clock::fixed(morning(FOUNDED), SEED);
    let store = &store.with_clock(clock.clone());
    organisations::import(store, ORGANISATIONS.as_bytes()).await?;
    let officers = Officers::of(store, OFFICER).await?;
    let mut review = Review::from(store, FOUNDED).await?;
    offer(store, &officers).await?;
    let mut files: HashMap<u8, File> = HashMap::new();
    for entries in timeline::of(stories::all()).chunk_by(Entry::is_at_one_desk) {
        let Some(first) = entries.first() else { continue };
        clock.set(morning(first.on).max(clock.now() + PACE));
        review.catch_up(store).await?;
        let file = files.entry(first.story.no).or_default();
        let mut desk = Desk::of(first.by, first.story, file, &officers, &clock)?;
        entries.iter().try_for_each(|entry| parts::write(&mut desk, entry.part))?;
        desk.hand_in(store, first).await.map_err(|error| at(first, error))?;
    }
    Ok(())
}

/// The coordinator says what the shelters offer, and each says how much room it has.
async fn offer(store: &Store, officers: &Officers) -> Result<()> {
    let organisations = table(organisation::Entity.as_str());
    let offers = [
        (Agency::Thuso, &[ServiceType::Shelter, ServiceType::Psychosocial][..], "LS-A", 12, 3),
        (Agency::Setsabelo, &[ServiceType::Shelter, ServiceType::Medical][..], "LS-C", 8, 0),
    ];
    for (agency, services, district, capacity, free) in offers {
        let offered = organisation::ActiveModel {
            services: Set(Some(Many(services.to_vec()))),
            served_districts: Set(Some(Many(vec![Words(district.to_owned())]))),
            capacity: Set(Some(capacity)),
            ..Default::default()
        };
        let room = organisation::ActiveModel { free_places: Set(Some(free)), ..Default::default() };
        let id = officers.get(agency)?.organisation();
        for (by, says) in [(Agency::Msc, offered), (agency, room)] {
            let mut work = store.work(officers.get(by)?, "organisationUpdate", None).await?;
            work.change(organisations, id, 1, Draft::of(&says).given).await?;
            work.commit().await?;
        }
    }
    Ok(())
}

/// An error with the story and the part it came of.
fn at(entry: &Entry, mut error: Error) -> Error {
    error.message = format!("TRAINING-{:02}, {:?} on {}: {}", entry.story.no, entry.part, entry.on, error.message);
    error
}

fn morning(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + MORNING
}

/// The organisations there are. Whoever signs in reads them; where nobody does, there are none.
async fn organisations(store: &Store) -> Result<Vec<Record>> {
    let Some(viewer) = store.viewers().await?.into_iter().next() else { return Ok(Vec::new()) };
    let table = table(organisation::Entity.as_str());
    let named = select(table, [Column::Code, Column::Name].map(|column| column.as_str()));
    let page = store.reader(&viewer).page(table.plural, &named, &Page::all(ORGANISATION_LIMIT)).await?;
    Ok(page.unwrap_or_default().records)
}

/// Whether an organisation is in the list of the training country, by code and name.
fn is_ours(organisation: &Record) -> bool {
    let text = |column: Column| match organisation.table.column(column.as_str()).map(|field| organisation.seen(field)) {
        Some(Seen::Value(Value::String(Some(text)))) => text.as_str(),
        _ => "",
    };
    let listed = format!("{},{},", text(Column::Code), text(Column::Name));
    ORGANISATIONS.lines().any(|line| line.starts_with(&listed))
}

/// How many cases there are, as the coordinator of the training country counts them.
async fn cases(store: &Store) -> Result<usize> {
    let Some(coordinator) = store.operator(Agency::Msc.code(), OFFICER).await? else { return Ok(0) };
    let table = table(case::Entity.as_str());
    let page = Page { count: true, ..Page::default() };
    let counted = store.reader(&coordinator).page(table.plural, &select(table, []), &page).await?;
    Ok(counted.and_then(|page| usize::try_from(page.total?).ok()).unwrap_or_default())
}

/// What is asked of a table: these columns, and nothing beside them.
fn select<const N: usize>(table: &'static Table, columns: [&str; N]) -> Select {
    let fields = columns.iter().filter_map(|column| table.column(column)).collect();
    Select::of(table, fields)
}
