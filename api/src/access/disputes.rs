//! Disputes about fields that another agency edits: who may raise one, and whose turn it is.

use std::iter;

use entity::codes::DisputeStatus;
use entity::field_dispute::{Column, Entity};
use entity::lifecycle::{ADJUDICATORS, Act, DisputeParty, Move};
use entity::rights::{Rule, Standing};
use entity::value::Token;
use entity::{Field, Kind, Table, table};
use sea_orm::sea_query::{Expr, ExprTrait, LockType, Value};
use sea_orm::{ConnectionTrait, IdenStatic};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::columns::{self, Subject};
use super::known::edited;
use super::law::require_codes;
use super::rows::{restricted, subject};
use super::scope::{is_dispute, of_row};
use super::sight::Sight;
use super::value::{from_json, is_nothing, to_json};
use super::{Draft, Work};
use crate::error::{Error, ErrorCode, Result};

/// A value proposed for a field that another agency edits.
pub struct Proposal {
    /// The table of the record.
    pub table: &'static Table,
    /// The record.
    pub record: Uuid,
    /// The field.
    pub field: &'static Field,
    /// The value proposed.
    pub value: Value,
    /// Why.
    pub reason: String,
}

/// A dispute as it stands while something is done to it.
struct Dispute {
    table: &'static Table,
    record: Uuid,
    field: &'static Field,
    proposed: Value,
    status: DisputeStatus,
    raised_by: Uuid,
    /// Who edits the field on that record.
    owners: Standing,
    /// What the viewer is to the record.
    standing: Standing,
}

/// Whose turn a dispute is: what decides which acts on it are open to a viewer.
#[derive(Debug, Default)]
pub(super) struct Turn {
    status: Option<DisputeStatus>,
    parties: Vec<DisputeParty>,
}

impl Turn {
    /// The dispute stands here.
    pub(super) fn stands(&mut self, status: Option<String>) {
        self.status = status.and_then(|status| DisputeStatus::parse(&status));
    }

    /// The viewer is this party to it, or is not.
    pub(super) fn set(&mut self, party: DisputeParty, is_it: bool) {
        self.parties.extend(is_it.then_some(party));
    }

    /// The moves that are the viewer's.
    pub(super) fn moves(&self) -> Vec<Move> {
        let Some(status) = self.status else { return Vec::new() };
        let ways = status.ways().into_iter().filter(|way| self.parties.contains(&way.by));
        ways.map(|way| way.leaving(status)).collect()
    }
}

/// Where a dispute stands, where the table is that of disputes.
pub(super) fn status(of: &Table) -> Option<&Field> {
    of.column(Column::Status.as_str()).filter(|_| is_dispute(of))
}

/// The conditions under which the viewer is a party to a dispute, where the table is that of disputes.
pub(super) fn parties(of: &Table, sight: Sight<'_>) -> Vec<(DisputeParty, Expr)> {
    if !is_dispute(of) {
        return Vec::new();
    }
    let raised = of_row(Column::OrganisationId.as_str()).eq(sight.viewer.organisation());
    let condition = |party: DisputeParty| match party {
        DisputeParty::Owner => Some(edited(of, sight)),
        DisputeParty::Author => Some(raised.clone()),
        DisputeParty::Adjudicator => ADJUDICATORS.intersects(sight.viewer.standing()).then(|| raised.clone().not()),
    };
    DisputeParty::ALL.into_iter().filter_map(|party| Some((party, condition(party)?))).collect()
}

/// Whether another value of a field can be proposed at all: somebody edits it, and no act moves it.
fn is_disputable(field: &Field, rule: Rule) -> bool {
    let plain = !matches!(field.kind, Kind::Id | Kind::Reference(_) | Kind::Record | Kind::Any);
    plain && !rule.editor.is_empty()
}

impl Work {
    /// Raises a dispute. Who does not read the field on that record is answered as if there were no record.
    pub async fn raise(&mut self, proposal: Proposal) -> Result<Uuid> {
        let Proposal { table: of, record, field, value, reason } = proposal;
        let name = format!("{}.{}", of.type_name, field.name);
        let Some((rule, standing)) = self.rule_on(of, record, field).await? else {
            self.traces.missed(of, record);
            return Err(Error::not_found(of.type_name));
        };
        self.traces.record(of, record, None);
        self.tell(of, record, std::iter::once(field)).await?;
        if !is_disputable(field, rule) {
            return Err(not_disputable(&name));
        }
        if rule.editor.intersects(standing) {
            return Err(Error::invalid(name, "is your organisation's to edit. Change it instead"));
        }
        require_codes(self.viewer().country_pack(), of, std::iter::once((field, &value)))?;
        let proposed = to_json(&value);
        let Some((case, present)) = self.case_to_change(of, record, field, value).await? else {
            return Err(Error::invalid(name, "has the proposed value already"));
        };
        if is_nothing(&present) && rule.fillers.intersects(standing) {
            return Err(Error::invalid(name, "is empty, and your organisation may fill it. Send the value instead"));
        }
        let disputes = table(Entity.as_str());
        let mut draft = Draft::default()
            .keep(Column::CaseId, case)
            .keep(Column::RecordType, of.name.as_str())
            .keep(Column::RecordId, record)
            .keep(Column::Field, field.name.as_str())
            .keep(Column::ProposedValue, proposed);
        draft.given.extend(disputes.column(Column::Reason.as_str()).map(|field| (field, reason.into())));
        self.establish(disputes, draft)
    }

    /// Does something to a dispute that exists for the viewer, with an answer where one is given. Where the proposed
    /// value is taken over, it is written to the record in the same unit of change.
    pub async fn settle(&mut self, act: Act, id: Uuid, answer: Option<String>) -> Result<()> {
        let dispute = self.dispute(id).await?;
        let raised = dispute.raised_by == self.viewer().organisation();
        let party = DisputeParty::of(act).ok_or_else(|| Error::internal("an act on a dispute is none"))?;
        let (mine, parties) = match party {
            DisputeParty::Owner => (dispute.owners.intersects(dispute.standing), dispute.owners),
            DisputeParty::Author => (raised, Standing::AUTHOR),
            DisputeParty::Adjudicator => (ADJUDICATORS.intersects(dispute.standing), ADJUDICATORS),
        };
        if !mine {
            self.refuse_act(act.name(), parties);
            return Ok(());
        }
        if raised && party == DisputeParty::Adjudicator {
            return Err(Error::invalid(act.name(), "nobody decides a dispute that their own organisation raised"));
        }
        let Some(way) = dispute.status.ways().into_iter().find(|way| way.act == act) else {
            return Err(not_from_here(act, dispute.status));
        };
        self.require_guards(way.leaving(dispute.status), id).await?;
        if way.next.takes_value_over() {
            self.keep(dispute.table, dispute.record, vec![(dispute.field.column, dispute.proposed)]).await?;
            self.require_safe_channels(dispute.table, dispute.record, iter::once(dispute.field)).await?;
        }
        let mut values: Vec<(Column, Value)> = vec![(Column::Status, way.next.into())];
        if party != DisputeParty::Author {
            values.push((Column::Answer, answer.into()));
            values.push((Column::AnsweredAt, self.now().into()));
            values.push((Column::AnsweredById, self.viewer().organisation().into()));
        }
        let disputes = table(Entity.as_str());
        self.keep(disputes, id, values.into_iter().map(|(column, value)| (column.as_str(), value)).collect()).await
    }

    /// The rule of a field on a record, and what the viewer is to that record; nothing where they do not read it.
    async fn rule_on(&self, of: &Table, record: Uuid, field: &Field) -> Result<Option<(Rule, Standing)>> {
        let found = subject(&self.transaction, of, record, self.sight()).await?;
        let reads = |subject: &Subject| columns::reach(of, field, &self.viewer).on(*subject);
        Ok(found.filter(reads).map(|found| (field.responsibility.rule_of(found.suspect), found.standing)))
    }

    /// A dispute that exists for the viewer, locked.
    async fn dispute(&self, id: Uuid) -> Result<Dispute> {
        let disputes = table(Entity.as_str());
        let absent = || Error::not_found(disputes.type_name);
        let columns = [
            Column::RecordType,
            Column::RecordId,
            Column::Field,
            Column::ProposedValue,
            Column::Status,
            Column::OrganisationId,
        ];
        let statement = restricted(disputes, self.sight())
            .exprs(columns.map(|column| of_row(column.as_str())))
            .and_where(of_row("id").eq(id))
            .lock(LockType::Update)
            .take();
        let row = self.transaction.query_one(&statement).await?.ok_or_else(absent)?;
        let (of, record): (String, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let of = table(&of);
        let field = of.field(&row.try_get_by_index::<String>(2)?).ok_or_else(absent)?;
        let (rule, standing) = self.rule_on(of, record, field).await?.ok_or_else(absent)?;
        let status = DisputeStatus::parse(&row.try_get_by_index::<String>(4)?);
        Ok(Dispute {
            table: of,
            record,
            field,
            proposed: from_json(&field.kind, &row.try_get_by_index::<Json>(3)?)
                .ok_or_else(|| Error::internal("a proposed value is not of its field's kind"))?,
            status: status.ok_or_else(|| Error::internal("a dispute is in no state"))?,
            raised_by: row.try_get_by_index(5)?,
            owners: rule.editor,
            standing,
        })
    }
}

/// The refusal to dispute a field that no agency edits.
fn not_disputable(name: &str) -> Error {
    Error::invalid(name, "cannot be disputed: no agency edits it as a value. Add what you know as a record of your own")
}

fn not_from_here(act: Act, status: DisputeStatus) -> Error {
    let open: Vec<String> = status.ways().iter().map(|way| way.act.name()).collect();
    let instead = if open.is_empty() { "nothing".to_owned() } else { open.join(", ") };
    let (name, state) = (act.name(), status.code());
    let mut error = Error::new(
        ErrorCode::Invalid,
        format!(
            "{name}: nothing was changed. The dispute is {state}, and this act does not leave it. Open now: {instead}."
        ),
    );
    error.fields.push(json!({ "field": "Dispute.status", "act": name, "state": state, "open": open }));
    error
}
