//! Named acts: what an agency does in one step, beyond adding or changing a single record.
//!
//! They are written in terms of [`Work`] and hold no SQL; the API, the import and the training country all go
//! through them.

mod disputes;
mod follow;
mod glass;
mod referrals;
mod review;

pub use disputes::{raise_dispute, settle_dispute};
pub use glass::{Emergency, LONGEST, break_glass, review_glass};
pub use review::keep_participation;

use chrono::NaiveDate;
use entity::codes::{CaseStatus, Extent, ParticipationBasis};
use entity::lifecycle::Act;
use entity::value::Token;
use entity::{Field, Table, case, participation, person, suspect, table, victim};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use crate::access::{Draft, Work, kept_until};
use crate::error::{Error, Result};

/// Opens a case in a state. The opening organisation takes part in it and, where its role sees whole cases, leads it; the
/// country's coordinator joins.
pub async fn open_case(work: &mut Work, draft: Draft, status: CaseStatus) -> Result<Uuid> {
    let viewer = work.viewer().clone();
    let extent = viewer.role().extent();
    let lead = (extent == Extent::WholeCase).then(|| viewer.organisation());
    let draft = draft
        .keep(case::Column::CaseNo, work.next_case_number().await?)
        .keep(case::Column::Country, viewer.country_code().text())
        .keep(case::Column::Status, status)
        .keep(case::Column::StatusSince, work.now())
        .suggest(case::Column::LeadId, lead);
    let case = work.add(table(case::Entity.as_str()), draft).await?;
    let opening = part(work, case, viewer.organisation(), extent, None, ParticipationBasis::Opened);
    join(work, if lead.is_some() { without_lapse(opening) } else { opening })?;
    for organisation in work.joining_every_case().await? {
        if organisation != viewer.organisation() {
            let joining = part(work, case, organisation, Extent::WholeCase, None, ParticipationBasis::Rule);
            join(work, without_lapse(joining))?;
        }
    }
    Ok(case)
}

/// Adds a record to a section of a case. `person` says who a victim or suspect is, and is nothing elsewhere.
pub async fn add(work: &mut Work, table: &'static Table, draft: Draft, person: Draft) -> Result<Uuid> {
    if table.name == victim::Entity.as_str() {
        add_victim(work, draft, person).await
    } else if table.name == suspect::Entity.as_str() {
        add_suspect(work, draft, person).await
    } else {
        let draft = follow::begun(work, table, draft).await?;
        let id = work.add(table, draft).await?;
        if !work.is_refused() {
            work.require_of_new(table, id).await?;
            follow::added(work, table, id).await?;
        }
        Ok(id)
    }
}

/// Adds a victim with what is known of who they are. An organisation that does not see whole cases takes part
/// for the victim it added.
pub async fn add_victim(work: &mut Work, victim: Draft, person: Draft) -> Result<Uuid> {
    let case = case_of(&victim)?;
    let id = work.add(table(victim::Entity.as_str()), victim).await?;
    let person = person.keep(person::Column::VictimId, id).keep(person::Column::CaseId, case);
    work.add_beside(table(person::Entity.as_str()), person).await?;
    let viewer = work.viewer().clone();
    if viewer.role().extent() != Extent::WholeCase {
        let basis = ParticipationBasis::Opened;
        let part = part(work, case, viewer.organisation(), Extent::OneVictim, Some(id), basis);
        join(work, part)?;
    }
    Ok(id)
}

/// Adds a suspect with what is known of who they are.
pub async fn add_suspect(work: &mut Work, suspect: Draft, person: Draft) -> Result<Uuid> {
    let case = case_of(&suspect)?;
    let suspect = suspect.keep(suspect::Column::StatusSince, work.now());
    let id = work.add(table(suspect::Entity.as_str()), suspect).await?;
    let person = person.keep(person::Column::SuspectId, id).keep(person::Column::CaseId, case);
    work.add_beside(table(person::Entity.as_str()), person).await?;
    Ok(id)
}

/// What a grant of participation says.
pub struct Grant {
    /// The case.
    pub case: Uuid,
    /// The organisation that is to take part.
    pub organisation: Uuid,
    /// The victim it is to take part for; without one, as far as its role sees.
    pub victim: Option<Uuid>,
    /// The one officer it is limited to.
    pub officer: Option<Uuid>,
}

/// Lets an organisation take part in a case. Where it does so already, and as far, that is the answer.
pub async fn grant_participation(work: &mut Work, grant: Grant) -> Result<Uuid> {
    work.viewer().require_step_up(work.now())?;
    let Some(role) = work.role_of(grant.organisation).await? else {
        return Err(Error::not_found("Organisation"));
    };
    if let Some(officer) = grant.officer
        && !work.employs(grant.organisation, officer).await?
    {
        return Err(Error::invalid(
            "officer",
            "is no active user of that organisation. Send one who is, or leave it out",
        ));
    }
    let extent = if grant.victim.is_some() { Extent::OneVictim } else { role.extent() };
    let draft = part(work, grant.case, grant.organisation, extent, grant.victim, ParticipationBasis::Assigned)
        .keep(participation::Column::OfficerId, grant.officer);
    if let Some(victim) = grant.victim {
        work.require(table(victim::Entity.as_str()), victim).await?;
    }
    let participations = table(participation::Entity.as_str());
    // Two parts alike would be one too many to end.
    let lasting = if work.may_add(participations, &draft).await? { follow::lasting(work, &draft).await? } else { None };
    match lasting {
        Some(part) => Ok(part),
        None => work.add(participations, draft).await,
    }
}

/// Ends a participation now. That of the viewer's own organisation its supervisor ends.
pub async fn end_participation(work: &mut Work, id: Uuid, version: i64) -> Result<()> {
    let participations = table(participation::Entity.as_str());
    work.require(participations, id).await?;
    let [participant] = work.stored(participations, id, [participation::Column::ParticipantId.as_str()]).await?;
    if participant == Value::from(work.viewer().organisation()) {
        review::require_supervisor(work)?;
    }
    let until = participations.column(participation::Column::Until.as_str());
    let now = work.now();
    work.change(participations, id, version, until.map(|field| (field, now.into())).into_iter().collect()).await
}

/// Confirms, for an organisation taking part, that the case can be closed.
pub async fn confirm_closure(work: &mut Work, id: Uuid, version: i64) -> Result<()> {
    use participation::Column as C;
    let participations = table(participation::Entity.as_str());
    work.require(participations, id).await?;
    let [case] = work.stored(participations, id, [C::CaseId.as_str()]).await?;
    let Value::Uuid(Some(case)) = case else { return Ok(()) };
    let [status] = work.stored(table(case::Entity.as_str()), case, [case::Column::Status.as_str()]).await?;
    if status != Value::from(CaseStatus::PendingClosure) {
        return Err(Error::invalid("id", "is a part in a case that nobody has proposed to close"));
    }
    let today = work.now().date_naive();
    let confirmed = participations.column(C::ClosureConfirmedOn.as_str());
    work.change(participations, id, version, confirmed.map(|field| (field, today.into())).into_iter().collect()).await
}

/// Takes a record to another state, and does what follows from it.
pub async fn make_move(
    work: &mut Work,
    act: Act,
    id: Uuid,
    version: i64,
    patch: Vec<(&'static Field, Value)>,
) -> Result<()> {
    if act == Act::CaseUnseal {
        work.viewer().require_step_up(work.now())?;
    }
    work.act(act, id, version, patch).await?;
    if work.is_refused() { Ok(()) } else { follow::up(work, act, id).await }
}

fn join(work: &mut Work, part: Draft) -> Result<()> {
    work.establish(table(participation::Entity.as_str()), part).map(drop)
}

/// The part, without a day on which it lapses.
fn without_lapse(part: Draft) -> Draft {
    part.keep(participation::Column::LapsesOn, None::<NaiveDate>)
}

fn part(
    work: &Work,
    case: Uuid,
    organisation: Uuid,
    extent: Extent,
    victim: Option<Uuid>,
    basis: ParticipationBasis,
) -> Draft {
    Draft::default()
        .keep(participation::Column::CaseId, case)
        .keep(participation::Column::ParticipantId, organisation)
        .keep(participation::Column::Extent, extent)
        .keep(participation::Column::VictimId, victim)
        .keep(participation::Column::Basis, basis)
        .keep(participation::Column::Since, work.now())
        .keep(participation::Column::LapsesOn, kept_until(work.now().date_naive()))
}

fn case_of(draft: &Draft) -> Result<Uuid> {
    match draft.value("case_id") {
        Some(Value::Uuid(Some(case))) => Ok(*case),
        _ => Err(Error::invalid("case", "is required. Send the id of the case")),
    }
}
