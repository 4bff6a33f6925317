//! What waits for a viewer: one statement for each kind of task, whatever it finds.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use entity::codes::{
    CaseStatus, ConsentDecision, CriminalStatus, DisputeStatus, ParticipationBasis, ReferralStatus, ReflectionStatus,
    ReturnStatus, ServiceType, TransferStatus,
};
use entity::lifecycle::TaskKind;
use entity::rights::Standing;
use entity::{
    Field, Kind, Table, assistance, case, consent, docket_transfer, field_dispute, hearing, investigation,
    participation, referral, table, victim, victim_return,
};
use sea_orm::sea_query::{Expr, ExprTrait, Query, Value};
use sea_orm::{ColumnTrait, ConnectionTrait, IdenStatic, QueryResult};
use uuid::Uuid;

use super::columns;
use super::guards::holds;
use super::known::edited;
use super::read::Reader;
use super::rows::restricted;
use super::scope::of_row;
use super::value::decode;
use crate::country::Thresholds;
use crate::error::Result;

/// Something that waits for the viewer.
#[derive(Clone, Debug)]
pub struct Task {
    /// What it is.
    pub kind: TaskKind,
    /// The table of the record it is about.
    pub table: &'static Table,
    /// The record it is about.
    pub record: Uuid,
    /// The day it is due, or was.
    pub due: NaiveDate,
}

impl Reader<'_> {
    /// The tasks of these kinds that wait for the viewer, the earliest first, at most so many.
    pub async fn tasks(&self, kinds: &[TaskKind], thresholds: Thresholds, most: u64) -> Result<Vec<Task>> {
        let mut tasks = Vec::new();
        for kind in TaskKind::ALL.iter().filter(|kind| kinds.contains(kind)) {
            if kind.recipients().intersects(self.viewer().standing()) {
                tasks.extend(self.of_kind(*kind, thresholds, most).await?);
            }
        }
        tasks.sort_by_key(|task| (task.due, task.record));
        tasks.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        self.trace(|traces| tasks.iter().for_each(|task| traces.record(task.table, task.record, None)));
        Ok(tasks)
    }

    async fn of_kind(&self, kind: TaskKind, thresholds: Thresholds, most: u64) -> Result<Vec<Task>> {
        let (name, from, others) = kind.rests_on();
        let table = table(name);
        let Some(from) = table.column(from) else { return Ok(Vec::new()) };
        let sight = self.sight();
        let mut statement = restricted(table, sight);
        for column in others.iter().filter_map(|column| table.column(column)).chain([from]) {
            // Where the viewer does not read what it rests on, there is no task for them.
            statement.and_where_option(columns::reach(table, column, sight.viewer).condition(table, sight));
        }
        let span = span(kind, thresholds);
        let (earliest, latest) = span.window(sight.now.date_naive());
        let value = |day: NaiveDate| as_kind(&from.kind, day);
        statement
            .expr(of_row("id"))
            .expr(of_row(from.column))
            .and_where_option(earliest.map(|day| of_row(from.column).gte(value(day))))
            .and_where(of_row(from.column).lt(value(latest)))
            .and_where(waits(kind, latest))
            .order_by_expr(of_row(from.column), sea_orm::Order::Asc)
            .order_by_expr(of_row("id"), sea_orm::Order::Asc)
            .limit(most);
        if kind == TaskKind::DisputeUnanswered {
            statement.and_where(edited(table, sight));
        }
        if kind == TaskKind::GlassBroken {
            // Nobody reviews what they did themselves.
            let own = of_row(participation::Column::OfficerId.as_str()).eq(sight.viewer.account());
            statement.and_where(own.not());
        }
        if kind == TaskKind::ClosureUnconfirmed {
            let pending = case::Column::Status.eq(CaseStatus::PendingClosure);
            let its_case = case::Column::Id.into_expr().eq(of_row(participation::Column::CaseId.as_str()));
            let pending = Query::select().expr(Expr::val(1)).from(case::Entity).and_where(its_case.and(pending)).take();
            statement.and_where(Expr::exists(pending)).and_where_option(sight.stands(table, Standing::RECEIVER));
        }
        if kind == TaskKind::AccessLapsing {
            let approves = if sight.viewer.rank().approves() { "1 = 1" } else { "1 = 0" };
            statement.and_where(Expr::cust(approves)).and_where_option(sight.stands(table, Standing::RECEIVER));
        }
        if kind == TaskKind::ReturnDuringTrial {
            statement.and_where(holds(entity::lifecycle::Guard::NoTrialOpen, table, sight).not());
        }
        let rows = self.connection().query_all(&statement).await?;
        rows.iter().filter_map(|row| task(kind, table, from, &span, row).transpose()).collect()
    }
}

/// How many days lie between the day a task is counted from and the day it is due.
enum Span {
    /// It is due on the day itself, and waits from so many days before.
    Before(i32),
    /// It is due so many days after, and waits from the day it is due.
    After(i32),
    /// It is due so many days after, and waits at once.
    Within(i32),
}

impl Span {
    /// From which day on, if from any, and before which day the counted day lies where the task waits today.
    fn window(&self, today: NaiveDate) -> (Option<NaiveDate>, NaiveDate) {
        match self {
            Self::Before(days) => (Some(today), later(today, days + 1)),
            Self::After(days) => (None, later(today, 1 - days)),
            Self::Within(_) => (None, later(today, 1)),
        }
    }

    fn due(&self, counted_from: NaiveDate) -> NaiveDate {
        match self {
            Self::Before(_) => counted_from,
            Self::After(days) | Self::Within(days) => later(counted_from, *days),
        }
    }
}

/// How many days before a part in a case lapses a supervisor is told.
const LAPSING_DAYS: i32 = 30;

/// The day so many days later, or the same where the calendar ends.
fn later(day: NaiveDate, days: i32) -> NaiveDate {
    day.checked_add_signed(TimeDelta::days(days.into())).unwrap_or(day)
}

fn span(kind: TaskKind, thresholds: Thresholds) -> Span {
    match kind {
        TaskKind::HearingSoon | TaskKind::VictimCalledSoon => Span::Before(thresholds.hearing_soon_days),
        TaskKind::ReferralUnanswered => Span::After(thresholds.referral_unanswered_days),
        TaskKind::DisputeUnanswered => Span::After(thresholds.dispute_unanswered_days),
        TaskKind::ReflectionEnding => Span::Before(thresholds.reflection_ending_days),
        TaskKind::ShelterNoticeMissing => Span::After((thresholds.shelter_notice_hours + 23) / 24),
        TaskKind::DocketIdle | TaskKind::DocketUnreceived => Span::After(thresholds.docket_idle_days),
        TaskKind::ConsentLapsing => Span::Before(thresholds.consent_lapsing_days),
        TaskKind::ReturnDuringTrial => Span::Before(i32::from(i16::MAX)),
        TaskKind::GlassBroken => Span::Within(0),
        TaskKind::ClosureUnconfirmed => Span::Within(thresholds.closure_silence_days),
        TaskKind::AccessLapsing => Span::Before(LAPSING_DAYS),
        TaskKind::CaseDormant => Span::After(thresholds.dormant_case_days),
    }
}

/// What must hold of the record besides that its day lies before the latest.
fn waits(kind: TaskKind, latest: NaiveDate) -> Expr {
    let is = |column: &str, code: &str| of_row(column).eq(code);
    match kind {
        TaskKind::HearingSoon => of_row(hearing::Column::HeldOn.as_str()).is_null(),
        TaskKind::VictimCalledSoon => Expr::cust("1 = 1"),
        TaskKind::ReferralUnanswered => is(referral::Column::Status.as_str(), ReferralStatus::InProgress.code()),
        TaskKind::DisputeUnanswered => is(field_dispute::Column::Status.as_str(), DisputeStatus::Open.code()),
        TaskKind::ReflectionEnding => is(victim::Column::ReflectionStatus.as_str(), ReflectionStatus::Running.code()),
        TaskKind::ShelterNoticeMissing => is(assistance::Column::ServiceType.as_str(), ServiceType::Shelter.code())
            .and(of_row(assistance::Column::ShelterNotifiedAt.as_str()).is_null()),
        TaskKind::DocketIdle => {
            let moving =
                [CriminalStatus::Opened, CriminalStatus::UnderInvestigation, CriminalStatus::DocketWithProsecution];
            of_row(investigation::Column::Status.as_str()).is_in(moving.map(CriminalStatus::code))
        }
        TaskKind::DocketUnreceived => is(docket_transfer::Column::Status.as_str(), TransferStatus::Sent.code()),
        TaskKind::ConsentLapsing => is(consent::Column::Decision.as_str(), ConsentDecision::Granted.code()),
        TaskKind::ReturnDuringTrial => {
            let gone = [
                ReturnStatus::Departed,
                ReturnStatus::Received,
                ReturnStatus::FollowUp,
                ReturnStatus::Closed,
                ReturnStatus::Cancelled,
            ];
            of_row(victim_return::Column::Status.as_str())
                .is_not_in(gone.map(ReturnStatus::code))
                .and(of_row(victim_return::Column::ClearedOn.as_str()).is_null())
        }
        TaskKind::GlassBroken => is(participation::Column::Basis.as_str(), ParticipationBasis::BrokeGlass.code())
            .and(of_row(participation::Column::Review.as_str()).is_null()),
        TaskKind::ClosureUnconfirmed => of_row(participation::Column::ClosureConfirmedOn.as_str()).is_null(),
        TaskKind::AccessLapsing => of_row(participation::Column::Until.as_str()).is_null(),
        TaskKind::CaseDormant => {
            let reviewed = of_row(case::Column::LastReviewedOn.as_str());
            is(case::Column::Status.as_str(), CaseStatus::Active.code())
                .and(reviewed.clone().is_null().or(reviewed.lt(latest)))
        }
    }
}

/// A day as a value of the column it is compared with.
fn as_kind(kind: &Kind, day: NaiveDate) -> Value {
    if matches!(kind, Kind::Instant) { day.and_time(NaiveTime::MIN).and_utc().into() } else { day.into() }
}

fn task(kind: TaskKind, table: &'static Table, from: &Field, span: &Span, row: &QueryResult) -> Result<Option<Task>> {
    let day = match decode(&from.kind, row, 1)?.value() {
        Some(Value::ChronoDate(Some(day))) => *day,
        Some(Value::ChronoDateTimeUtc(Some(at))) => DateTime::<Utc>::date_naive(at),
        _ => return Ok(None),
    };
    Ok(Some(Task { kind, table, record: row.try_get_by_index(0)?, due: span.due(day) }))
}
