//! Lines of the file as cases.

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};

use entity::codes::{CaseStatus, Sex};
use entity::value::{Many, Token};
use entity::{case, exploitation, person, suspect, table, victim, victim_suspect_link};
use indicatif::{ProgressBar, ProgressStyle};
use sea_orm::ActiveValue::Set;
use sea_orm::IdenStatic;
use uuid::Uuid;

use super::line::{Involved, Line};
use super::references::{self, reference};
use super::rejects::Rejects;
use super::source::Source;
use crate::access::{Draft, Store, Viewer, Work};
use crate::acts;
use crate::error::Result;

/// The act under which history remembers what is imported.
const ACT: &str = "importCtdc";

/// How many lines become one transaction.
const BATCH: usize = 1_000;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Lines that became cases.
    pub added: usize,
    /// Lines whose cases were there already.
    pub skipped: usize,
    /// Lines that were left out.
    pub rejected: usize,
    /// The report that names the lines left out, where there are any.
    pub report: Option<PathBuf>,
}

/// Imports the lines of a file whose cases the viewer's organisation has not imported yet. The lines that cannot be
/// read are reported in the file `rejects`, which is written only if there are any.
///
/// Refuses before anything is written where the header is another, or where the viewer may not give all that a line
/// tells. A batch of lines lands as a whole or not at all, so an import that was broken off is simply run again.
pub async fn import(store: &Store, viewer: &Viewer, file: &Path, rejects: &Path) -> Result<Imported> {
    let mut source = Source::open(file)?;
    let mut rejects = Rejects::new(rejects, file)?;
    rehearse(store, viewer).await?;
    let known: HashSet<u64> = references::opened(store, viewer).await?;
    let mut done = Imported::default();
    let mut batch = Vec::with_capacity(BATCH);
    let progress = progress(source.size());
    while let Some(row) = source.next()? {
        match row.line {
            Err(fault) => rejects.add(row.line_in_file, &fault)?,
            Ok(_) if known.contains(&row.number) => done.skipped += 1,
            Ok(line) => batch.push((row.number, line)),
        }
        if batch.len() == BATCH {
            done.added += write(store, viewer, std::mem::take(&mut batch)).await?;
            progress.set_position(source.read());
        }
    }
    done.added += write(store, viewer, batch).await?;
    progress.finish_and_clear();
    (done.rejected, done.report) = rejects.finish()?;
    Ok(done)
}

/// A bar on standard error, if that is a terminal, that fills with the bytes read.
fn progress(size: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {percent:>3} %, {eta} to go");
    ProgressBar::new(size).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Writes a line that says something in every column, and drops it: what the viewer may not give is refused here,
/// by the same rules and in the same words, before the first line of the file.
async fn rehearse(store: &Store, viewer: &Viewer) -> Result<()> {
    let mut work = store.work(viewer, ACT, None).await?;
    add_case(&mut work, 0, Line::specimen()).await?;
    work.rehearsed()
}

/// Writes a batch of lines in one transaction.
async fn write(store: &Store, viewer: &Viewer, batch: Vec<(u64, Line)>) -> Result<usize> {
    let lines = batch.len();
    if lines > 0 {
        let mut work = store.work(viewer, ACT, None).await?;
        for (number, line) in batch {
            add_case(&mut work, number, line).await?;
        }
        work.commit().await?;
    }
    Ok(lines)
}

async fn add_case(work: &mut Work, number: u64, line: Line) -> Result<()> {
    let case = acts::open_case(
        work,
        Draft::of(&case::ActiveModel {
            source_ref: Set(Some(reference(number))),
            registered_from: Set(line.registered.map(|years| years.from)),
            registered_to: Set(line.registered.map(|years| years.to)),
            ..Default::default()
        }),
        // What a register hands over was reported there; it waits for the coordinator.
        CaseStatus::Submitted,
    )
    .await?;
    let victim = acts::add_victim(
        work,
        Draft::of(&victim::ActiveModel { case_id: Set(case), ..Default::default() }),
        Draft::of(&person::ActiveModel {
            sex: Set(line.sex),
            majority: Set(line.majority),
            citizenship_regions: Set(list(line.citizenship)),
            ..Default::default()
        }),
    )
    .await?;
    if line.tells_of_exploitation() {
        let exploitation = exploitation::ActiveModel {
            case_id: Set(case),
            victim_id: Set(victim),
            types: Set(list(line.exploitation)),
            region: Set(line.region),
            ..Default::default()
        };
        work.add(table(exploitation::Entity.as_str()), Draft::of(&exploitation)).await?;
    }
    for sex in line.involved.persons() {
        add_suspect(work, case, victim, sex, &line.involved).await?;
    }
    Ok(())
}

async fn add_suspect(work: &mut Work, case: Uuid, victim: Uuid, sex: Option<Sex>, involved: &Involved) -> Result<()> {
    let suspect = acts::add_suspect(
        work,
        Draft::of(&suspect::ActiveModel { case_id: Set(case), ..Default::default() }),
        Draft::of(&person::ActiveModel {
            sex: Set(sex),
            age_bands: Set(list(involved.age_bands.iter().copied())),
            citizenship_regions: Set(list(involved.citizenships.iter().copied())),
            ..Default::default()
        }),
    )
    .await?;
    let link = victim_suspect_link::ActiveModel {
        case_id: Set(case),
        victim_id: Set(victim),
        suspect_id: Set(suspect),
        relationship_groups: Set(list(involved.relations.iter().copied())),
        money_paid: Set(list(involved.money_paid.iter().copied())),
        involvement: Set(list(involved.involvement.iter().copied())),
        ..Default::default()
    };
    work.add(table(victim_suspect_link::Entity.as_str()), Draft::of(&link)).await?;
    Ok(())
}

/// A list of codes; without any, nothing is known.
fn list<T: Token>(codes: impl IntoIterator<Item = T>) -> Option<Many<T>> {
    let codes: Vec<T> = codes.into_iter().collect();
    (!codes.is_empty()).then_some(Many(codes))
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cases added, {} there already, {} lines left out", self.added, self.skipped, self.rejected)?;
        match &self.report {
            Some(report) => write!(f, ": {} says why", report.display()),
            None => Ok(()),
        }
    }
}
