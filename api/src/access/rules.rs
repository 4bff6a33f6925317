//! What the hub does by itself before a unit of change lands: whom it calls into a case, and what it works out.
//!
//! Each rule looks at the cases the work has touched, in one statement for all of them, and only where a table it is
//! told from was written. What it finds it takes in a fixed order: the same work gives the same records.

use entity::codes::{
    Answer, CaseStatus, CaseType, DocketHolder, Extent, Majority, ParticipationBasis, Role, ServiceStatus, ServiceType,
    TraffickingStatus, TravelDirection,
};
use entity::lifecycle::Occasion;
use entity::value::Token;
use entity::{assistance, case, investigation, movement, organisation, participation, person, report, table, victim};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, IdenStatic};
use uuid::Uuid;

use super::bound::is_among;
use super::filter::has_element;
use super::review::kept_until;
use super::{Draft, Work};
use crate::error::Result;

/// The most cases one statement names.
const CASES: usize = 1_000;

/// The states of a case that call nobody: nothing is to be done in them.
const UNCALLED: [CaseStatus; 5] =
    [CaseStatus::Draft, CaseStatus::Rejected, CaseStatus::Merged, CaseStatus::Archived, CaseStatus::Void];

impl Work {
    /// Does what follows from what was written, by the hub's own rules.
    pub(super) async fn follow(&mut self) -> Result<()> {
        let told_from = |occasion: &Occasion| self.touches(occasion.told_from());
        let occasions: Vec<Occasion> = Occasion::ALL.iter().copied().filter(told_from).collect();
        let sheltering = self.touches(&[assistance::Entity.as_str()]);
        let leading = self.changed.iter().any(|(_, column)| *column == case::Column::LeadId.as_str());
        let mut cases: Vec<Uuid> = self.touched.iter().map(|(_, case)| *case).collect();
        cases.sort_unstable();
        cases.dedup();
        for cases in cases.chunks(CASES) {
            if !occasions.is_empty() {
                self.call_in(&occasions, cases).await?;
            }
            if sheltering {
                self.note_shelter(cases).await?;
            }
            if leading {
                self.note_lead(cases).await?;
            }
        }
        Ok(())
    }

    fn touches(&self, tables: &[&str]) -> bool {
        self.touched.iter().any(|(table, _)| tables.contains(table))
    }

    /// Lets the focal organisations of the roles that an occasion calls for take part.
    async fn call_in(&mut self, occasions: &[Occasion], cases: &[Uuid]) -> Result<()> {
        let occasion = occasions.iter().fold(CaseStatement::new(), |which, occasion| {
            let roles = Role::ALL.iter().filter(|role| occasion.calls().contains(role.standing()));
            let called = organisation::Column::Role.is_in(roles.map(|role| role.text().to_owned()));
            which.case(called.and(self.occurs(*occasion)), occasion.code())
        });
        let occasion: Expr = occasion.into();
        let called = Query::select()
            .expr(case::Column::Id.into_expr())
            .expr(organisation::Column::Id.into_expr())
            .expr(organisation::Column::Role.into_expr())
            .expr(occasion.clone())
            .from(case::Entity)
            .inner_join(organisation::Entity, equal(organisation::Column::Country, case::Column::Country))
            .and_where(is_among(case::Column::Id.into_expr(), cases.iter().copied(), self.sight().backend))
            .and_where(case::Column::Status.is_not_in(UNCALLED))
            .and_where(organisation::Column::Focal.eq(true))
            .and_where(organisation::Column::Active.eq(true))
            .and_where(role_takes_part().not())
            .and_where(occasion.is_not_null())
            .order_by((case::Entity, case::Column::Id), Order::Asc)
            .order_by((organisation::Entity, organisation::Column::Id), Order::Asc)
            .take();
        for row in self.transaction.query_all(&called).await? {
            let role: String = row.try_get_by_index(2)?;
            let extent = Role::parse(&role).map_or(Extent::OwnRecords, Role::extent);
            let occasion: String = row.try_get_by_index(3)?;
            let draft = Draft::default()
                .keep(participation::Column::CaseId, row.try_get_by_index::<Uuid>(0)?)
                .keep(participation::Column::ParticipantId, row.try_get_by_index::<Uuid>(1)?)
                .keep(participation::Column::Extent, extent)
                .keep(participation::Column::Basis, ParticipationBasis::Rule)
                .keep(participation::Column::Occasion, occasion)
                .keep(participation::Column::Since, self.now)
                .keep(participation::Column::LapsesOn, kept_until(self.now.date_naive()));
            self.establish(table(participation::Entity.as_str()), draft)?;
        }
        Ok(())
    }

    /// The condition that the case of the statement gives an occasion.
    fn occurs(&self, occasion: Occasion) -> Expr {
        match occasion {
            Occasion::TraffickingConfirmed => case::Column::TraffickingConfirmed
                .eq(true)
                .or(in_case(victim::Column::CaseId, victim::Column::TraffickingStatus.eq(TraffickingStatus::Actual))),
            Occasion::ChildInvolved => in_case(report::Column::CaseId, report::Column::ChildInvolved.eq(Answer::Yes))
                .or(in_case(victim::Column::CaseId, victim::Column::ChildAtExploitation.eq(true)))
                .or(in_case(
                    person::Column::CaseId,
                    person::Column::VictimId.is_not_null().and(person::Column::Majority.eq(Majority::Minor)),
                )),
            Occasion::DocketSubmitted => in_case(
                investigation::Column::CaseId,
                investigation::Column::DocketHolder.eq(DocketHolder::Prosecution),
            ),
            Occasion::BorderCrossed => {
                let crossing = [CaseType::CrossBorderIn, CaseType::CrossBorderOut, CaseType::Transit];
                let citizenships = person::Column::Citizenships.into_expr();
                let own = has_element(citizenships.clone(), self.viewer.country_code().text(), self.backend);
                let foreign = person::Column::VictimId.is_not_null().and(citizenships.is_not_null()).and(own.not());
                case::Column::CaseType
                    .is_in(crossing)
                    .or(in_case(
                        movement::Column::CaseId,
                        movement::Column::Direction.is_in([TravelDirection::Entry, TravelDirection::Exit]),
                    ))
                    .or(in_case(person::Column::CaseId, foreign))
            }
        }
    }

    /// Takes the day on which it lapses from the part of whoever leads a case now, and gives one to that of whoever led it.
    async fn note_lead(&mut self, cases: &[Uuid]) -> Result<()> {
        use participation::Column as C;
        let joining = self.joining_every_case().await?;
        let leads = equal(C::ParticipantId, case::Column::LeadId).and(case::Column::LeadId.is_not_null());
        let leads: Expr = CaseStatement::new().case(leads, Expr::cust("1")).finally(Expr::cust("0")).into();
        let lapses: Expr =
            CaseStatement::new().case(C::LapsesOn.is_not_null(), Expr::cust("1")).finally(Expr::cust("0")).into();
        let others = C::ParticipantId.is_not_in(joining).or(leads.clone().eq(1));
        let wrong = Query::select()
            .expr(C::Id.into_expr())
            .expr(leads.clone())
            .from(participation::Entity)
            .inner_join(case::Entity, equal(C::CaseId, case::Column::Id))
            .and_where(is_among(case::Column::Id.into_expr(), cases.iter().copied(), self.sight().backend))
            .and_where(C::Until.is_null())
            .and_where(leads.eq(lapses))
            .and_where(others)
            .order_by((participation::Entity, C::Id), Order::Asc)
            .take();
        for row in self.transaction.query_all(&wrong).await? {
            let (id, leads): (Uuid, i32) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let lapses_on = (leads == 0).then(|| kept_until(self.now.date_naive()));
            let lapses_on = (C::LapsesOn.as_str(), lapses_on.into());
            self.keep(table(participation::Entity.as_str()), id, vec![lapses_on]).await?;
        }
        Ok(())
    }

    /// Writes down which victims stay in a shelter: what those are told who do not care for them.
    async fn note_shelter(&mut self, cases: &[Uuid]) -> Result<()> {
        let stays = Query::select()
            .expr(Expr::val(1))
            .from(assistance::Entity)
            .and_where(equal(assistance::Column::VictimId, victim::Column::Id))
            .and_where(assistance::Column::ServiceType.eq(ServiceType::Shelter))
            .and_where(assistance::Column::Status.eq(ServiceStatus::Provided))
            .and_where(assistance::Column::EndedOn.is_null())
            .take();
        let stays = Expr::exists(stays);
        let changed = Query::select()
            .expr(victim::Column::Id.into_expr())
            .expr(victim::Column::InShelter.into_expr())
            .from(victim::Entity)
            .and_where(is_among(victim::Column::CaseId.into_expr(), cases.iter().copied(), self.sight().backend))
            .and_where(victim::Column::InShelter.into_expr().ne(stays))
            .order_by((victim::Entity, victim::Column::Id), Order::Asc)
            .take();
        for row in self.transaction.query_all(&changed).await? {
            let (id, before): (Uuid, bool) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let now = (victim::Column::InShelter.as_str(), (!before).into());
            self.keep(table(victim::Entity.as_str()), id, vec![now]).await?;
        }
        Ok(())
    }
}

/// An organisation of the role of the one in question takes part in the case for more than one victim, or did.
fn role_takes_part() -> Expr {
    let known = Alias::new("known");
    let taking_part = Query::select()
        .expr(Expr::val(1))
        .from(participation::Entity)
        .join_as(
            sea_orm::JoinType::InnerJoin,
            organisation::Entity,
            known.clone(),
            Expr::col((known.clone(), organisation::Column::Id)).eq(participation::Column::ParticipantId.into_expr()),
        )
        .and_where(equal(participation::Column::CaseId, case::Column::Id))
        .and_where(participation::Column::Extent.ne(Extent::OneVictim))
        .and_where(Expr::col((known, organisation::Column::Role)).eq(organisation::Column::Role.into_expr()))
        .take();
    Expr::exists(taking_part)
}

/// The case of the statement has a record that fulfils this.
fn in_case<C: ColumnTrait>(its_case: C, condition: Expr) -> Expr {
    let records = Query::select()
        .expr(Expr::val(1))
        .from(its_case.entity_name())
        .and_where(equal(its_case, case::Column::Id))
        .and_where(condition)
        .take();
    Expr::exists(records)
}

fn equal(one: impl ColumnTrait, other: impl ColumnTrait) -> Expr {
    Expr::col(one.as_column_ref()).eq(Expr::col(other.as_column_ref()))
}
