//! What courts of each level may give, as SQL on the sentences of a case: the ceilings and penalties are the country's.

use entity::codes::{SentenceKind, SentenceUnit};
use entity::{charge, sentence_component, verdict};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use super::guards::heard_for_sentence;
use crate::country::{Country, OffenceDefinition, PenaltyRegime, SentenceCeiling};

/// The condition that the case has a sentence above what a court of its level may give, and no higher court has heard
/// it for sentence.
pub(super) fn exceeded(country: &Country, case: &Expr) -> Expr {
    let own = |one: Expr, other: Expr| one.eq(other);
    let each = country.ceilings.iter().map(|ceiling| above(ceiling, country));
    let above = each.reduce(ExprTrait::or).unwrap_or_else(|| Expr::cust("1 = 0"));
    // A verdict of which it is not said whether it was sent up was not.
    let transferred = verdict::Column::TransferredForSentence;
    let sent_up = transferred.is_not_null().and(transferred.eq(true)).and(heard_for_sentence(case));
    let sentence = Query::select()
        .expr(Expr::val(1))
        .from(sentence_component::Entity)
        .inner_join(verdict::Entity, own(col(sentence_component::Column::VerdictId), col(verdict::Column::Id)))
        .inner_join(charge::Entity, own(col(verdict::Column::ChargeId), col(charge::Column::Id)))
        .and_where(own(col(sentence_component::Column::CaseId), case.clone()))
        .and_where(above)
        .and_where(sent_up.not())
        .take();
    Expr::exists(sentence)
}

fn above(ceiling: &SentenceCeiling, country: &Country) -> Expr {
    let for_life = || sentence_component::Column::Kind.eq(SentenceKind::Life);
    let too_long = ceiling.max_years.map(|years| for_life().or(imprisoned(|amount, each| amount.gt(each * years))));
    let maximum = (!ceiling.gives_maximum).then(|| {
        let regimes = country.offences.iter().flat_map(|of| of.regimes.iter().map(move |regime| (of, regime)));
        // Where imprisonment may be for life, nothing less is the maximum.
        regimes.filter_map(|(of, regime)| reached(of, regime)).fold(for_life(), ExprTrait::or)
    });
    let broken = [too_long, maximum].into_iter().flatten().reduce(ExprTrait::or);
    verdict::Column::CourtLevel.eq(ceiling.level).and(broken.unwrap_or_else(|| Expr::cust("1 = 0")))
}

/// The charge is of this offence in the time of these penalties, and the sentence reaches the most of them.
fn reached(offence: &OffenceDefinition, regime: &PenaltyRegime) -> Option<Expr> {
    let years = regime.max_years?;
    let in_time = charge::Column::OffenceOn.gte(regime.from);
    let in_time = match regime.until {
        Some(until) => in_time.and(charge::Column::OffenceOn.lte(until)),
        None => in_time,
    };
    let charged = charge::Column::Provision.eq(offence.code.as_str()).and(in_time);
    Some(charged.and(imprisoned(|amount, each| amount.gte(each * years))))
}

/// The sentence is imprisonment whose amount passes, suspended or not. `passes` takes the amount and how many of its
/// unit make a year.
fn imprisoned(passes: impl Fn(Expr, i32) -> Expr) -> Expr {
    let kinds = [SentenceKind::Imprisonment, SentenceKind::SuspendedImprisonment];
    let units = [(SentenceUnit::Years, 1), (SentenceUnit::Months, 12)].map(|(unit, each)| {
        sentence_component::Column::Unit.eq(unit).and(passes(col(sentence_component::Column::Amount), each))
    });
    let long = units.into_iter().reduce(ExprTrait::or).unwrap_or_else(|| Expr::cust("1 = 0"));
    sentence_component::Column::Kind.is_in(kinds).and(long)
}

fn col(column: impl ColumnTrait) -> Expr {
    Expr::col(column.as_column_ref())
}
