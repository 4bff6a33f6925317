//! Which rows? One semi-join on `participation`, for every table alike.

use entity::codes::{Extent, ParticipationBasis, Sensitivity};
use entity::rights::Standing;
use entity::value::Token;
use entity::{Kind, Table, case, field_dispute, organisation, participation as part, person, person_access};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, IdenStatic};

use super::columns;
use super::known::{known, tells_of_fields};
use super::review::lasts;
use super::sight::{RECEIVER, Sight};

/// The name every statement gives the table it reads.
pub(super) const ROW: &str = "t";

/// A column of the row being read.
pub(super) fn of_row(column: &str) -> Expr {
    Expr::col((Alias::new(ROW), Alias::new(column)))
}

pub(super) fn of_part(column: part::Column) -> Expr {
    Expr::col((part::Entity, column))
}

/// The rows of `table` that exist for the viewer; `None` where the table holds no case's records and
/// every row exists for everybody who may read its id.
pub(super) fn scope(table: &Table, sight: Sight<'_>) -> Option<Expr> {
    if tells_of_fields(table) {
        return Some(known(table, sight));
    }
    if table.name == entity::audit_events().name {
        return Some(of_own_country(sight));
    }
    let case = case_column(table)?;
    if !sight.viewer.rank().works_on_cases() {
        return Some(Expr::cust("1 = 0"));
    }
    let admitted = (sight.viewer.is_excluded()).then(|| excluded(of_row(case), sight).not());
    let taking_part = of_part(part::Column::CaseId).eq(of_row(case)).and(takes_part(sight));
    let reached = reach(table, sight);
    let taking_part = match reached {
        Some(reached) => taking_part.and(part::Column::Extent.eq(Extent::WholeCase.code()).or(reached)),
        None => taking_part,
    };
    let taking_part = Expr::exists(Query::select().expr(Expr::val(1)).from(part::Entity).and_where(taking_part).take());
    // What is addressed to an organisation exists for it, whether it takes part in the case or not.
    let addressed = table.column(RECEIVER).map(|field| of_row(field.column).eq(sight.viewer.organisation()));
    let exists = match addressed {
        Some(addressed) => taking_part.or(addressed.and(sealed(of_row(case)).not())),
        None => taking_part,
    };
    // Who looked into a sealed case, or at a suspect, is told to auditors alone.
    let told =
        (table.name == person_access::Entity.as_str()).then(|| sealed(of_row(case)).not().and(looked_at_victim()));
    Some([admitted, told, told_of_glass(table, sight)].into_iter().flatten().fold(exists, ExprTrait::and))
}

/// The person who was looked at is a victim.
fn looked_at_victim() -> Expr {
    let victim = Query::select()
        .expr(Expr::val(1))
        .from(person::Entity)
        .and_where(person::Column::Id.into_expr().eq(of_row(person_access::Column::PersonId.as_str())))
        .and_where(person::Column::SuspectId.is_null())
        .take();
    Expr::exists(victim)
}

/// A part that somebody took by breaking the glass exists for their organisation and for who reviews it.
fn told_of_glass(table: &Table, sight: Sight<'_>) -> Option<Expr> {
    let review = table.column(part::Column::Review.as_str()).filter(|_| table.name == part::Entity.as_str())?;
    let reviews = columns::reach(table, review, sight.viewer).condition(table, sight)?;
    let own = sight.stands(table, Standing::RECEIVER)?;
    Some(of_row(part::Column::Basis.as_str()).ne(ParticipationBasis::BrokeGlass.code()).or(own).or(reviews))
}

/// The organisation of the row is of the viewer's country.
fn of_own_country(sight: Sight<'_>) -> Expr {
    use organisation::{Column, Entity};
    let own = Query::select()
        .expr(Column::Id.into_expr())
        .from(Entity)
        .and_where(Column::Country.eq(sight.viewer.country_code().text()))
        .take();
    of_row("organisation_id").in_subquery(own)
}

/// The case of this id is sealed. The code is no value to bind: by it a database knows the index of such cases.
pub(super) fn sealed(id: Expr) -> Expr {
    let named = Alias::new("sealed");
    let of_it = |column: case::Column| Expr::col((named.clone(), column));
    let sealed = Query::select()
        .expr(Expr::val(1))
        .from_as(case::Entity, named.clone())
        .and_where(of_it(case::Column::Id).eq(id))
        .and_where(of_it(case::Column::Sensitivity).eq(Expr::Constant(Sensitivity::Sealed.code().into())))
        .take();
    Expr::exists(sealed)
}

/// The viewer is kept out of the case of this id, whatever else lets them in.
pub(super) fn excluded(case: Expr, Sight { viewer, now, .. }: Sight<'_>) -> Expr {
    use entity::exclusion::{Column, Entity};
    let keeps_out = Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(Column::CaseId.into_expr().eq(case))
        .and_where(Column::ExcludedId.eq(viewer.organisation()))
        .and_where(Column::OfficerId.is_null().or(Column::OfficerId.eq(viewer.account())))
        .and_where(Column::EndsOn.is_null().or(Column::EndsOn.gte(now.date_naive())))
        .take();
    Expr::exists(keeps_out)
}

/// The participations of the viewer. A sealed case admits whoever is named, and nobody else.
pub(super) fn takes_part(Sight { viewer, now, .. }: Sight<'_>) -> Expr {
    let unsealed = part::Column::OfficerId.is_null().and(sealed(of_part(part::Column::CaseId)).not());
    part::Column::ParticipantId
        .eq(viewer.organisation())
        .and(part::Column::OfficerId.eq(viewer.account()).or(unsealed))
        .and(lasts(now))
}

/// How a participation that does not extend to the whole case reaches a row: its victim's and the viewer's own.
/// The case itself is reached by every participation.
fn reach(table: &Table, sight: Sight<'_>) -> Option<Expr> {
    if is_case(table) {
        return None;
    }
    let own = table.column("organisation_id").map(|_| of_row("organisation_id").eq(sight.viewer.organisation()));
    let victim = victim_column(table).map(|column| of_part(part::Column::VictimId).eq(of_row(column)));
    [own, victim].into_iter().flatten().reduce(ExprTrait::or)
}

/// The table of cases itself.
pub(super) fn is_case(table: &Table) -> bool {
    table.name == entity::case::Entity.as_str()
}

/// The table of disputes.
pub(super) fn is_dispute(table: &Table) -> bool {
    table.name == field_dispute::Entity.as_str()
}

/// The directory of organisations, which belongs to no case.
pub(super) fn is_directory(table: &Table) -> bool {
    table.name == entity::organisation::Entity.as_str()
}

/// The column that holds the case of a row.
pub(super) fn case_column(table: &Table) -> Option<&'static str> {
    if is_case(table) { Some("id") } else { table.column("case_id").map(|field| field.column) }
}

/// The column that holds the victim a row is about.
pub(super) fn victim_column(table: &Table) -> Option<&'static str> {
    if table.name == entity::victim::Entity.as_str() {
        return Some("id");
    }
    table
        .fields
        .iter()
        .find(|field| matches!(&field.kind, Kind::Reference(to) if to == entity::victim::Entity.as_str()))
        .map(|field| field.column)
}
