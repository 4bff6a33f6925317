//! Cases as lines of the file.

use std::fmt;
use std::io::Write;

use entity::{Field, case, exploitation, person, suspect, victim, victim_suspect_link};
use uuid::Uuid;

use super::line::COLUMNS;
use super::references;
use super::teller::Teller;
use super::tree::{many, one, select};
use crate::access::columns;
use crate::access::read::Reader;
use crate::access::{Asking, Select, Store, Traces, Viewer};
use crate::error::{Error, ErrorCode, Result};

/// How many cases are read at a time.
const BATCH: usize = 1_000;

/// What an export is called in the log of who read what.
const OPERATION: &str = "export ctdc";

/// What an export wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Lines below the header.
    pub records: usize,
    /// What these cases hold beyond the words of the file, and was left out: values and further victims.
    pub left_out: usize,
}

impl fmt::Display for Exported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} records exported", self.records)?;
        match self.left_out {
            0 => Ok(()),
            left_out => write!(f, "; {left_out} values that the file has no words for were left out"),
        }
    }
}

/// Writes the imported cases the viewer knows, in the order of their lines.
///
/// Refuses where the viewer does not read all that a line tells: a column that is silently empty would say that
/// nothing is known.
pub async fn export(store: &Store, viewer: &Viewer, into: impl Write) -> Result<Exported> {
    let select = whole_case();
    refuse(unread(&select, viewer))?;
    let viewer = &viewer.clone().asking(Asking { operation: Some(OPERATION.to_owned()), ..Asking::default() });
    let mut file = csv::Writer::from_writer(into);
    file.write_record(COLUMNS).map_err(unwritable)?;
    let mut exported = Exported::default();
    for batch in references::all(store, viewer).await?.chunks(BATCH) {
        let ids: Vec<Uuid> = batch.iter().map(|reference| reference.case).collect();
        let reader = store.reader(viewer);
        let cases = reader.records(&select, &ids).await?;
        refuse(withheld(&reader))?;
        let mut traces = Traces::default();
        reader.leave(&mut traces);
        store.keep_traces(viewer, &traces).await?;
        for case in ids.iter().filter_map(|id| cases.get(id)) {
            let mut teller = Teller::default();
            file.write_record(teller.line(case).cells()).map_err(unwritable)?;
            exported.records += 1;
            exported.left_out += teller.left_out;
        }
    }
    file.flush().map_err(unwritable)?;
    Ok(exported)
}

/// All of a case that a line tells.
fn whole_case() -> Select {
    use {case::Column as C, exploitation::Column as E, person::Column as P, victim_suspect_link::Column as L};
    let victims_person = select::<person::Entity>(&[P::Sex, P::Majority, P::CitizenshipRegions], vec![]);
    let exploitations = select::<exploitation::Entity>(&[E::Types, E::Region], vec![]);
    let suspects_person = select::<person::Entity>(&[P::Sex, P::AgeBands, P::CitizenshipRegions], vec![]);
    let columns = [L::RelationshipGroups, L::MoneyPaid, L::Involvement];
    let links = select::<victim_suspect_link::Entity>(&columns, vec![]);
    let victims = select::<victim::Entity>(
        &[],
        vec![one("person", P::VictimId, victims_person), many("exploitations", E::VictimId, exploitations)],
    );
    let suspects = select::<suspect::Entity>(
        &[],
        vec![one("person", P::SuspectId, suspects_person), many("victimSuspectLinks", L::SuspectId, links)],
    );
    select::<case::Entity>(
        &[C::RegisteredFrom, C::RegisteredTo],
        vec![many("victims", victim::Column::CaseId, victims), many("suspects", suspect::Column::CaseId, suspects)],
    )
}

/// What is asked for that the viewer reads of no record at all.
fn unread(select: &Select, viewer: &Viewer) -> Vec<String> {
    let never = |field: &Field| columns::reach(select.table, field, viewer).is_never();
    let name = select.table.type_name;
    if never(select.table.id()) {
        return vec![name.to_owned()];
    }
    let fields = select.fields.iter().filter(|field| never(field)).map(|field| format!("{name}.{}", field.name));
    fields.chain(select.children.iter().flat_map(|child| unread(&child.select, viewer))).collect()
}

/// What was withheld of any of the records read.
fn withheld(reader: &Reader<'_>) -> Vec<String> {
    reader.withheld().iter().filter_map(|line| line["field"].as_str().map(str::to_owned)).collect()
}

fn refuse(unread: Vec<String>) -> Result<()> {
    if unread.is_empty() {
        return Ok(());
    }
    let unread = unread.join(", ");
    Err(Error::new(
        ErrorCode::NotResponsible,
        format!("Nothing was exported: the file tells of {unread}, which your organisation does not read."),
    ))
}

fn unwritable(error: impl std::fmt::Display) -> Error {
    Error::invalid("export", format!("the file cannot be written: {error}"))
}
