//! The prosecution's questions: the calendar of hearings, the prosecutions, and how they ended.

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Field, InputValue, ResolverContext, TypeRef};
use chrono::{Days, NaiveDate, NaiveTime};
use entity::codes::CriminalStatus;
use entity::lifecycle::States;
use entity::{Kind, Table, hearing, investigation, table, verdict};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;

use super::kinds;
use super::queries::page_of;
use crate::access::{Filter, Order, Page, Test};
use crate::error::{Error, Result};

/// The questions.
pub(super) fn fields() -> Vec<Field> {
    vec![hearings(), prosecutions(), outcomes()]
}

fn hearings() -> Field {
    let hearings = table(hearing::Entity.as_str());
    let day = |name: &str, end: &str| {
        InputValue::new(name, TypeRef::named("Date"))
            .description(format!("Only hearings scheduled {end} this day (UTC), the day itself included."))
    };
    page_of("hearings", hearings, calendar)
        .argument(day("from", "from"))
        .argument(day("to", "until"))
        .description(
            "The hearings that exist for you. With `from` or `to` a calendar: in the order they are scheduled, where no other is asked for.",
        )
}

fn calendar(ctx: &ResolverContext<'_>, hearings: &'static Table, page: &mut Page) -> Result<()> {
    let (from, to) = (day(ctx, "from")?, day(ctx, "to")?);
    if from.is_none() && to.is_none() {
        return Ok(());
    }
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(Error::invalid("from, to", "the last day is before the first. Send them the other way round"));
    }
    let Some(scheduled) = hearings.column(hearing::Column::ScheduledAt.as_str()) else { return Ok(()) };
    let starts = |day: NaiveDate| Filter::Field(scheduled, Test::From(day.and_time(NaiveTime::MIN).and_utc().into()));
    let beyond = to.and_then(|last| last.checked_add_days(Days::new(1)));
    let beyond = beyond.map(|day| Filter::Not(Box::new(starts(day))));
    page.narrow(from.map(starts).into_iter().chain(beyond));
    if page.order.is_empty() {
        page.order = vec![Order { field: scheduled, descending: false }];
    }
    Ok(())
}

fn prosecutions() -> Field {
    let investigations = table(investigation::Entity.as_str());
    page_of("prosecutions", investigations, |_, investigations, page| {
        let reached = CriminalStatus::STATES.iter().filter(|status| status.is_prosecution());
        let reached: Vec<Value> = reached.map(|status| status.code().into()).collect();
        let status = investigations.column(investigation::Column::Status.as_str());
        page.narrow(status.map(|status| Filter::Field(status, Test::In(reached))));
        Ok(())
    })
    .description(
        "The prosecutions: the investigations whose docket has reached the prosecution, from the docket under decision to the final judgment.",
    )
}

fn outcomes() -> Field {
    let verdicts = table(verdict::Entity.as_str());
    page_of("outcomes", verdicts, |_, verdicts, page| {
        let outcome = verdicts.column(verdict::Column::Outcome.as_str());
        page.narrow(outcome.map(|outcome| Filter::Field(outcome, Test::Known(true))));
        Ok(())
    })
    .description(
        "How the prosecutions ended: the verdicts that have an outcome, with the charge, the sentence and the appeals below each. An outcome is provisional until `finalOn`.",
    )
}

fn day(ctx: &ResolverContext<'_>, name: &str) -> Result<Option<NaiveDate>> {
    let sent = match ctx.args.as_index_map().get(name) {
        None | Some(GraphValue::Null) => return Ok(None),
        Some(sent) => sent,
    };
    match kinds::inward(&Kind::Date, sent) {
        Ok(Value::ChronoDate(day)) => Ok(day),
        Ok(_) => Ok(None),
        Err(reason) => Err(Error::invalid(name, reason)),
    }
}
