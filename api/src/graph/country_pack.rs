//! What each country says of itself, so that a client fills its lists and its deadlines from the API.

use std::sync::Arc;

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Field, FieldFuture, FieldValue, InputValue, ResolverContext, SchemaBuilder, TypeRef};
use chrono::NaiveDate;
use entity::Kind;
use entity::codes::{CourtLevel, ExploitationType, Offence, Role};
use entity::value::{Country as CountryCode, Token};
use sea_orm::sea_query::Value;

use super::facts::{Facts, code, facts, parent};
use super::kinds;
use super::reply::answer;
use crate::country::{
    Authority, BorderPost, Country, Court, District, OffenceDefinition, PenaltyRegime, SentenceCeiling, Thresholds,
};
use crate::error::{Error, Result};

/// The name of the type.
const PACK: &str = "CountryPack";

/// The name of the type of the penalties of a time.
pub(super) const REGIME: &str = "PenaltyRegime";

/// Registers the types of a country.
pub(super) fn register(schema: SchemaBuilder) -> SchemaBuilder {
    let country = kinds::type_name(&Kind::Scalar("Country".to_owned())).to_owned();
    let required = |name: &str| TypeRef::named_nn(name.to_owned());
    let text = || required(TypeRef::STRING);
    let flag = || required(TypeRef::BOOLEAN);
    let int = || required(TypeRef::INT);
    let many = |name: &str| TypeRef::named_nn_list_nn(name.to_owned());
    let pack = facts::<Country>(PACK)
        .value("code", required(&country), |it| Some(it.code.text().into()))
        .value("plain", flag(), |it| Some(it.plain.into()))
        .value("languages", many("Language"), |it| Some(codes(&it.languages, |text| text.into())))
        .value("competent_authority", many(Role::LIST.name), |it| Some(codes(&it.competent_authority, code)))
        .value("break_glass", many(Role::LIST.name), |it| Some(codes(&it.break_glass, code)))
        .value("identity_duty", many(Role::LIST.name), |it| Some(codes(&it.identity_duty, code)))
        .value("reflection_days", int(), |it| Some(it.reflection_days.into()))
        .one("thresholds", "Thresholds", |it| &it.thresholds)
        .list("authorities", "Authority", |it| &it.authorities)
        .list("districts", "District", |it| &it.districts)
        .list("border_posts", "BorderPost", |it| &it.border_posts)
        .list("courts", "Court", |it| &it.courts)
        .list("ceilings", "SentenceCeiling", |it| &it.ceilings)
        .list("offences", "OffenceDefinition", |it| &it.offences);
    let authority = facts::<Authority>("Authority")
        .value("role", required(Role::LIST.name), |it| Some(code(it.role.code())))
        .value("name", text(), |it| Some(it.name.as_str().into()))
        .value("unit", TypeRef::named(TypeRef::STRING), |it| it.unit.as_deref().map(GraphValue::from));
    let district = facts::<District>("District").value("code", text(), |it| Some(it.code.as_str().into())).value(
        "name",
        text(),
        |it| Some(it.name.as_str().into()),
    );
    let post = facts::<BorderPost>("BorderPost")
        .value("code", text(), |it| Some(it.code.as_str().into()))
        .value("name", text(), |it| Some(it.name.as_str().into()))
        .value("neighbour", TypeRef::named(&country), |it| it.neighbour.as_ref().map(|it| it.text().into()))
        .value("open_always", flag(), |it| Some(it.open_always.into()));
    let court = facts::<Court>("Court")
        .value("code", text(), |it| Some(it.code.as_str().into()))
        .value("name", text(), |it| Some(it.name.as_str().into()))
        .value("level", required(CourtLevel::LIST.name), |it| Some(code(it.level.code())));
    let ceiling = facts::<SentenceCeiling>("SentenceCeiling")
        .value("level", required(CourtLevel::LIST.name), |it| Some(code(it.level.code())))
        .value("gives_maximum", flag(), |it| Some(it.gives_maximum.into()))
        .value("max_years", TypeRef::named(TypeRef::INT), |it| it.max_years.map(GraphValue::from));
    [
        pack.object(),
        authority.object(),
        district.object(),
        post.object(),
        court.object(),
        ceiling.object(),
        offence().field(regime_on()).object(),
        regime().object(),
        thresholds().object(),
    ]
    .into_iter()
    .fold(schema, SchemaBuilder::register)
}

fn offence() -> Facts<OffenceDefinition> {
    let text = || TypeRef::named_nn(TypeRef::STRING);
    facts::<OffenceDefinition>("OffenceDefinition")
        .value("code", text(), |it| Some(it.code.as_str().into()))
        .value("act", text(), |it| Some(it.act.as_str().into()))
        .value("section", text(), |it| Some(it.section.as_str().into()))
        .value("title", text(), |it| Some(it.title.as_str().into()))
        .value("category", TypeRef::named_nn(Offence::LIST.name), |it| Some(code(it.category.code())))
        .value("child", TypeRef::named_nn(TypeRef::BOOLEAN), |it| Some(it.child.into()))
        .value("iccs", TypeRef::named(TypeRef::STRING), |it| it.iccs.as_deref().map(GraphValue::from))
        .list("regimes", REGIME, |it| &it.regimes)
}

fn regime() -> Facts<PenaltyRegime> {
    let flag = || TypeRef::named_nn(TypeRef::BOOLEAN);
    facts::<PenaltyRegime>(REGIME)
        .value("from", TypeRef::named_nn("Date"), |it| Some(it.from.to_string().into()))
        .value("until", TypeRef::named("Date"), |it| it.until.map(|day| day.to_string().into()))
        .value("max_years", TypeRef::named(TypeRef::INT), |it| it.max_years.map(GraphValue::from))
        .value("life", flag(), |it| Some(it.life.into()))
        .value("max_fine", TypeRef::named(TypeRef::INT), |it| it.max_fine.map(GraphValue::from))
        .value("fine_option", flag(), |it| Some(it.fine_option.into()))
        .value("means_required", flag(), |it| Some(it.means_required.into()))
        .value("means_not_required_for", TypeRef::named_nn_list_nn(ExploitationType::LIST.name), |it| {
            Some(codes(&it.means_not_required_for, code))
        })
}

fn thresholds() -> Facts<Thresholds> {
    let int = || TypeRef::named_nn(TypeRef::INT);
    facts::<Thresholds>("Thresholds")
        .value("hearing_soon_days", int(), |it| Some(it.hearing_soon_days.into()))
        .value("referral_unanswered_days", int(), |it| Some(it.referral_unanswered_days.into()))
        .value("reflection_ending_days", int(), |it| Some(it.reflection_ending_days.into()))
        .value("shelter_notice_hours", int(), |it| Some(it.shelter_notice_hours.into()))
        .value("dispute_unanswered_days", int(), |it| Some(it.dispute_unanswered_days.into()))
        .value("docket_idle_days", int(), |it| Some(it.docket_idle_days.into()))
        .value("consent_lapsing_days", int(), |it| Some(it.consent_lapsing_days.into()))
        .value("dormant_case_days", int(), |it| Some(it.dormant_case_days.into()))
        .value("closure_silence_days", int(), |it| Some(it.closure_silence_days.into()))
}

/// The question `countryPack`.
pub(super) fn field() -> Field {
    Field::new("countryPack", TypeRef::named(PACK), |ctx| {
        answer(ctx, |ctx, session| async move {
            let code = match ctx.args.as_index_map().get("code") {
                None | Some(GraphValue::Null) => session.viewer.country_code().clone(),
                Some(sent) => country(sent)?,
            };
            Ok(Some(FieldValue::owned_any::<Arc<Country>>(session.store.country(&code))))
        })
    })
    .description("What the hub knows of a country: its places, courts, offences and deadlines. Everybody reads it.")
    .argument(
        InputValue::new("code", TypeRef::named("Country")).description("The country. Your own where it is left out."),
    )
}

fn country(sent: &GraphValue) -> Result<CountryCode> {
    let code = kinds::text(sent).and_then(|text| CountryCode::parse(&text));
    code.ok_or_else(|| Error::invalid("code", "is no country of ISO 3166-1 alpha-3, such as LSO"))
}

fn regime_on() -> Field {
    Field::new("regimeOn", TypeRef::named(REGIME), |ctx| {
        let offence = parent::<OffenceDefinition>(&ctx);
        answer(ctx, move |ctx, _| async move {
            let sent = ctx.args.as_index_map().get("date").cloned().unwrap_or_default();
            let day = match kinds::inward(&Kind::Date, &sent) {
                Ok(Value::ChronoDate(Some(day))) => day,
                Ok(_) => return Ok(None),
                Err(reason) => return Err(Error::invalid("date", reason)),
            };
            Ok(offence.and_then(|offence| offence.regime_on(day)).map(|regime| FieldValue::borrowed_any(regime)))
        })
    })
    .argument(InputValue::new("date", TypeRef::named_nn("Date")).description("The day of the offence."))
    .description(
        "The penalties of an offence committed on this day. Null where it was no offence then, or they are not known.",
    )
}

/// Shows the penalties of an offence of the viewer's country, by its code and its day.
pub(super) fn regime_of<'a>(ctx: ResolverContext<'a>, code: &'a str, day: NaiveDate) -> FieldFuture<'a> {
    answer(ctx, move |_, session| async move {
        let offence = session.viewer.country_pack().offence(code);
        Ok(offence.and_then(|offence| offence.regime_on(day)).map(|regime| FieldValue::borrowed_any(regime)))
    })
}

fn codes<T: Token>(tokens: &[T], shown: fn(&str) -> GraphValue) -> GraphValue {
    GraphValue::List(tokens.iter().map(|token| shown(token.text())).collect())
}
