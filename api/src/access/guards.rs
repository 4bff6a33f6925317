//! What must hold before a move, as SQL on the row to be moved.

use chrono::{Days, TimeDelta};
use entity::codes::{
    AppealAgainst, AppealStatus, Appellant, AssistanceStatus as Assistance, CaseRelation, ConsentBasis, ConsentScope,
    CourtLevel, CriminalStatus, DocketHolder, HearingType, Majority, Rank, ReferralStatus,
    ReflectionStatus as Reflection, Role, SuspectStatus, TraffickingStatus as Trafficking, VerdictOutcome,
};
use entity::lifecycle::{Guard, unsettled};
use entity::value::Token;
use entity::{
    Table, account, appeal, case, charge, consent, docket_transfer, exclusion, exploitation, field_dispute, hearing,
    investigation, organisation, participation, person, referral, related_case, report, risk_assessment,
    sentence_component, suspect, verdict, victim, victim_return,
};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoIden, Query};
use sea_orm::{ColumnTrait, IdenStatic};

use super::ceilings::exceeded;
use super::consent::{consents, is_in_force};
use super::review::lasts;
use super::rows::scalar;
use super::scope::{case_column, of_row};
use super::sight::Sight;

/// How long a merger can be taken back.
const THIRTY_DAYS: Days = Days::new(30);

/// How long a closed case is kept in use before it may be archived.
const RETENTION: Days = Days::new(5 * 365);

/// The condition that a guard states, on the row `t` of the table its move is of.
pub(super) fn holds(guard: Guard, table: &Table, sight: Sight<'_>) -> Expr {
    let case = case_column(table).map_or_else(never, of_row);
    let ago = |days: Days| sight.now.checked_sub_days(days).unwrap_or(sight.now);
    match guard {
        // What is sent with the act is looked at where it is sent; a record has no reason of its own.
        Guard::ReasonGiven => never(),
        Guard::MinimumReported => in_case(
            &case,
            report::Entity,
            [
                report::Column::DetectionSource.is_not_null(),
                report::Column::ReceivedAt.is_not_null(),
                report::Column::Indicators.is_not_null(),
                report::Column::IncidentCountry
                    .is_not_null()
                    .or(report::Column::IncidentDistrict.is_not_null())
                    .or(report::Column::BorderPost.is_not_null()),
                report::Column::AllegedVictimCount.gt(0).or(in_case(&case, victim::Entity, [])),
            ],
        ),
        Guard::SomethingToWorkOn => {
            let found = [Trafficking::Possible, Trafficking::Actual];
            in_case(&case, victim::Entity, [victim::Column::TraffickingStatus.is_in(found)]).or(in_case(
                &case,
                investigation::Entity,
                [],
            ))
        }
        Guard::ContinuedElsewhere => {
            in_case(&case, related_case::Entity, [related_case::Column::Relation.eq(CaseRelation::Merged)])
        }
        Guard::MergedLately => of_row(case::Column::StatusSince.as_str()).gte(ago(THIRTY_DAYS)),
        Guard::ClosureExplained => known(case::Column::ClosureReason).and(known(case::Column::ClosedOn)),
        Guard::VictimsSettled => {
            let open = victim::Column::TraffickingStatus
                .is_in(unsettled::<Trafficking>())
                .or(victim::Column::AssistanceStatus.is_in(unsettled::<Assistance>()))
                .or(victim::Column::ReflectionStatus.is_in(unsettled::<Reflection>()));
            in_case(&case, victim::Entity, [open]).not()
        }
        Guard::ProceedingsSettled => {
            in_case(&case, investigation::Entity, [investigation::Column::Status.is_in(unsettled::<CriminalStatus>())])
                .not()
        }
        Guard::SuspectsSettled => {
            in_case(&case, suspect::Entity, [suspect::Column::Status.is_in(unsettled::<SuspectStatus>())]).not()
        }
        Guard::ReferralsSettled => {
            in_case(&case, referral::Entity, [referral::Column::Status.is_in(unsettled::<ReferralStatus>())]).not()
        }
        Guard::IndicatorsFilled => in_case(&case, victim::Entity, [indicators_filled().not()]).not(),
        Guard::ParticipantsAgree => {
            let silent = in_case(
                &case,
                participation::Entity,
                [
                    participation::Column::ClosureConfirmedOn.is_null(),
                    lasts(sight.now),
                    participation::Column::ParticipantId.ne(sight.viewer.organisation()),
                ],
            );
            let days = u64::from(sight.viewer.country_pack().thresholds.closure_silence_days.unsigned_abs());
            silent.not().or(of_row(case::Column::StatusSince.as_str()).lte(ago(Days::new(days))))
        }
        Guard::RetentionOver => of_row(case::Column::ClosedOn.as_str()).lte(ago(RETENTION).date_naive()),
        Guard::Indicated => in_case(&case, report::Entity, [report::Column::Indicators.is_not_null()]),
        Guard::RiskAssessed => {
            exists(risk_assessment::Entity, [same(risk_assessment::Column::VictimId, victim::Column::Id)])
        }
        Guard::GroundsGiven => known(victim::Column::DecisionGrounds).and(known(victim::Column::DecidedOn)),
        Guard::MeansShownOrChild => {
            let shown = exists(
                case::Entity,
                [same(case::Column::Id, victim::Column::CaseId), case::Column::Means.is_not_null()],
            );
            let minor = exists(
                person::Entity,
                [same(person::Column::VictimId, victim::Column::Id), person::Column::Majority.eq(Majority::Minor)],
            );
            shown.or(of_row(victim::Column::ChildAtExploitation.as_str()).eq(true)).or(minor)
        }
        Guard::ReflectionDated => known(victim::Column::ReflectionFrom).and(known(victim::Column::ReflectionTo)),
        Guard::ReflectionOver => of_row(victim::Column::ReflectionTo.as_str()).lt(sight.now.date_naive()),
        Guard::DocketWithProsecution => {
            of_row(investigation::Column::DocketHolder.as_str()).eq(DocketHolder::Prosecution.code())
        }
        Guard::ReturnExplained => known(investigation::Column::ReturnReason),
        Guard::OutcomeGiven => known(investigation::Column::Outcome),
        Guard::DecisionGiven => {
            known(investigation::Column::ProsecutionDecision).and(known(investigation::Column::ProsecutionDecidedOn))
        }
        Guard::DecisionExplained => known(investigation::Column::DecisionReason),
        Guard::SuspectCharged => in_case(&case, charge::Entity, [charge::Column::WithdrawnOn.is_null()]),
        Guard::HearingSet => in_case(&case, hearing::Entity, []),
        Guard::SomebodyConvicted => in_case(&case, verdict::Entity, [convicted()]),
        Guard::NobodyConvicted => {
            in_case(&case, verdict::Entity, []).and(in_case(&case, verdict::Entity, [convicted()]).not())
        }
        Guard::SentencePassed => {
            let sentenced = exists(
                sentence_component::Entity,
                [Expr::col((sentence_component::Entity, sentence_component::Column::VerdictId))
                    .eq(Expr::col((verdict::Entity, verdict::Column::Id)))],
            );
            let heard = heard_for_sentence(&case);
            let sent_up = in_case(&case, verdict::Entity, [verdict::Column::TransferredForSentence.eq(true)]);
            let open = in_case(&case, verdict::Entity, [convicted(), sentenced.not()]);
            open.not().and(sent_up.not().or(heard))
        }
        Guard::WithinCeiling => exceeded(sight.viewer.country_pack(), &case).not(),
        Guard::AppealPending => appeal_pending(&case),
        Guard::NoAppealPending => appeal_pending(&case).not(),
        Guard::NotCharged => charge_stands([]).not(),
        Guard::ChargeStands => charge_stands([]),
        Guard::ChargesWithdrawn => {
            let charged = exists(charge::Entity, [same(charge::Column::SuspectId, suspect::Column::Id)]);
            charged.and(charge_stands([]).not())
        }
        Guard::FoundGuilty => charge_stands([decided([convicted()])]),
        Guard::NotFoundGuilty => charge_stands([])
            .and(charge_stands([decided([verdict::Column::Outcome.is_not_null()]).not()]).not())
            .and(charge_stands([decided([convicted(), set_aside().not()])]).not()),
        Guard::DisputeUnanswered => {
            let days = sight.viewer.country_pack().thresholds.dispute_unanswered_days;
            let latest = sight.now.checked_sub_signed(TimeDelta::days(days.into())).unwrap_or(sight.now);
            of_row(field_dispute::Column::CreatedAt.as_str()).lte(latest)
        }
        Guard::RefusalExplained => known(docket_transfer::Column::RefusalReason),
        Guard::ConsentOrOverride => {
            let of_victim = of_row(referral::Column::VictimId.as_str());
            let overridden = known(referral::Column::OverrideReason).and(known(referral::Column::OverrideApproverId));
            let receiver = Query::select()
                .expr(organisation::Column::Code.into_expr())
                .from(organisation::Entity)
                .and_where(same(organisation::Column::Id, referral::Column::ReceiverId))
                .take();
            consents(sight, of_victim, ConsentScope::ShareWithServiceProvider, scalar(receiver)).or(overridden)
        }
        Guard::NamedConsentInForce => {
            let named = of_row(referral::Column::ConsentId.as_str());
            named.clone().is_null().or(is_in_force(sight, named, ConsentScope::ShareWithServiceProvider))
        }
        Guard::ApprovedByAnother => {
            let another = exists(
                account::Entity,
                [
                    same(account::Column::Id, referral::Column::OverrideApproverId),
                    same(account::Column::OrganisationId, referral::Column::OrganisationId),
                    account::Column::Active.eq(true),
                    account::Column::Rank.is_in(Rank::approving()),
                    same(account::Column::Id, referral::Column::AccountId).not(),
                ],
            );
            known(referral::Column::OverrideApproverId).not().or(another)
        }
        Guard::PassesOnSameVictim => {
            let of_same_victim = exists(
                referral::Entity,
                [
                    same(referral::Column::Id, referral::Column::PreviousId),
                    same(referral::Column::VictimId, referral::Column::VictimId),
                ],
            );
            known(referral::Column::PreviousId).not().or(of_same_victim)
        }
        Guard::OfficerOfExcluded => {
            let one_of_them = exists(
                account::Entity,
                [
                    same(account::Column::Id, exclusion::Column::OfficerId),
                    same(account::Column::OrganisationId, exclusion::Column::ExcludedId),
                ],
            );
            known(exclusion::Column::OfficerId).not().or(one_of_them)
        }
        Guard::ExcludesAnother => {
            let itself = of_row(exclusion::Column::ExcludedId.as_str()).eq(sight.viewer.organisation());
            itself.and(known(exclusion::Column::OfficerId).not()).not()
        }
        Guard::CoordinatorNamed if sight.viewer.role().joins_every_case() => Expr::cust("1 = 1"),
        Guard::CoordinatorNamed => {
            let joining = Role::ALL.iter().filter(|role| role.joins_every_case()).map(|role| role.text().to_owned());
            let of_coordinator = Query::select()
                .expr(organisation::Column::Id.into_expr())
                .from(organisation::Entity)
                .and_where(organisation::Column::Role.is_in(joining))
                .take();
            in_case(
                &case,
                participation::Entity,
                [
                    participation::Column::OfficerId.is_not_null(),
                    lasts(sight.now),
                    participation::Column::ParticipantId.into_expr().in_subquery(of_coordinator),
                ],
            )
        }
        Guard::ChildIsSpokenFor => {
            let minor = exists(
                person::Entity,
                [
                    same(person::Column::VictimId, consent::Column::VictimId),
                    person::Column::Majority.eq(Majority::Minor),
                ],
            );
            let alone = of_row(consent::Column::Basis.as_str()).eq(ConsentBasis::ExplicitAdult.code());
            minor.and(alone).not()
        }
        Guard::DeclineExplained => known(referral::Column::DeclineReason),
        Guard::FeedbackGiven => known(referral::Column::Feedback),
        Guard::ReferralOverdue => of_row(referral::Column::ExpiresOn.as_str()).lt(sight.now.date_naive()),
        Guard::NationalityVerified => {
            known(victim_return::Column::Nationality).and(known(victim_return::Column::NationalityVerifiedOn))
        }
        Guard::ReturnRiskAssessed => known(victim_return::Column::RiskAssessmentId),
        Guard::ReturnConsented => {
            let of_victim = of_row(victim_return::Column::VictimId.as_str());
            let own = Expr::val(sight.viewer.organisation_code());
            consents(sight, of_victim, ConsentScope::Return, own).or(known(victim_return::Column::BestInterestsOn))
        }
        Guard::TestimonyCleared => known(victim_return::Column::Testimony).and(known(victim_return::Column::ClearedOn)),
        Guard::NoTrialOpen => in_case(&case, investigation::Entity, [investigation::Column::Open.eq(true)]).not(),
        Guard::DocumentsIssued => known(victim_return::Column::DocumentsIssuedOn),
        Guard::ReturnDated => known(victim_return::Column::ScheduledOn),
        Guard::NoReflectionRunning => exists(
            victim::Entity,
            [
                same(victim::Column::Id, victim_return::Column::VictimId),
                victim::Column::ReflectionStatus.eq(Reflection::Running),
            ],
        )
        .not(),
    }
}

/// A charge against the suspect stands that fulfils all of these.
fn charge_stands<const N: usize>(conditions: [Expr; N]) -> Expr {
    let here = [same(charge::Column::SuspectId, suspect::Column::Id), charge::Column::WithdrawnOn.is_null()];
    exists_where(charge::Entity, here.into_iter().chain(conditions))
}

/// The charge, a row of an `EXISTS`, has a verdict that fulfils all of these.
fn decided<const N: usize>(conditions: [Expr; N]) -> Expr {
    let on_it =
        Expr::col((verdict::Entity, verdict::Column::ChargeId)).eq(Expr::col((charge::Entity, charge::Column::Id)));
    exists_where(verdict::Entity, [on_it].into_iter().chain(conditions))
}

/// The verdict, a row of an `EXISTS`, was set aside on an appeal of the defence.
fn set_aside() -> Expr {
    exists(
        appeal::Entity,
        [
            Expr::col((appeal::Entity, appeal::Column::VerdictId))
                .eq(Expr::col((verdict::Entity, verdict::Column::Id))),
            appeal::Column::Status.eq(AppealStatus::Allowed),
            appeal::Column::Appellant.is_in([Appellant::Defence, Appellant::Both]),
            appeal::Column::Against.is_in([AppealAgainst::Conviction, AppealAgainst::Both]),
        ],
    )
}

/// The verdict, a row of an `EXISTS`, is of guilty.
fn convicted() -> Expr {
    verdict::Column::Outcome.is_in([VerdictOutcome::ConvictedTrafficking, VerdictOutcome::ConvictedOtherOffence])
}

/// The High Court has heard the case for sentence.
pub(super) fn heard_for_sentence(case: &Expr) -> Expr {
    in_case(
        case,
        hearing::Entity,
        [hearing::Column::CourtLevel.eq(CourtLevel::HighCourt), hearing::Column::HearingType.eq(HearingType::Sentence)],
    )
}

fn appeal_pending(case: &Expr) -> Expr {
    let pending = appeal::Column::Status.is_in([AppealStatus::Lodged, AppealStatus::Heard]);
    in_case(case, appeal::Entity, [pending])
}

/// A victim, the row of an `EXISTS`, has what the statistics cannot do without.
fn indicators_filled() -> Expr {
    let of_victim = |column: Expr| column.eq(Expr::col((victim::Entity, victim::Column::Id)));
    let person = exists(
        person::Entity,
        [
            of_victim(Expr::col((person::Entity, person::Column::VictimId))),
            person::Column::Sex.is_not_null(),
            person::Column::Majority.is_not_null(),
            person::Column::Citizenships.is_not_null().or(person::Column::CitizenshipRegions.is_not_null()),
        ],
    );
    let exploited = exists(
        exploitation::Entity,
        [
            of_victim(Expr::col((exploitation::Entity, exploitation::Column::VictimId))),
            exploitation::Column::Types.is_not_null(),
        ],
    );
    let found = [Trafficking::Possible, Trafficking::Actual];
    person.and(exploited.or(victim::Column::TraffickingStatus.is_not_in(found)))
}

/// The row has a value in a column.
fn known(column: impl IdenStatic) -> Expr {
    of_row(column.as_str()).is_not_null()
}

/// A column of another table's row is that of the row to be moved.
fn same<C: ColumnTrait>(column: C, of_the_row: impl IdenStatic) -> Expr {
    Expr::col(column.as_column_ref()).eq(of_row(of_the_row.as_str()))
}

/// The case has a record in `table` that fulfils all of these.
fn in_case<const N: usize>(case: &Expr, table: impl IntoIden + Copy, conditions: [Expr; N]) -> Expr {
    let here = Expr::col((table, Alias::new("case_id"))).eq(case.clone());
    exists_where(table, std::iter::once(here).chain(conditions))
}

fn exists<const N: usize>(table: impl IntoIden, conditions: [Expr; N]) -> Expr {
    exists_where(table, conditions)
}

fn exists_where(table: impl IntoIden, conditions: impl IntoIterator<Item = Expr>) -> Expr {
    let mut statement = Query::select().expr(Expr::val(1)).from(table.into_iden()).take();
    for condition in conditions {
        statement.and_where(condition);
    }
    Expr::exists(statement)
}

fn never() -> Expr {
    Expr::cust("1 = 0")
}
