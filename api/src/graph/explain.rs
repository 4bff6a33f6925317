//! Why something is withheld, and what somebody else would see.

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Field, FieldValue, InputValue, Object, ResolverContext, SchemaBuilder, TypeRef};
use entity::codes::{ConsentScope, FieldGroup, Opening};
use entity::table;
use sea_orm::IdenStatic;

use super::facts::{code, parent};
use super::links::is_shown;
use super::mutations::text;
use super::reply::answer;
use super::{Session, id};
use crate::access::explain::Explanation;
use crate::error::{Error, ErrorCode, Result};

/// What an officer would see of a record.
struct Simulation(Option<Vec<GraphValue>>);

/// Registers the types of the answers.
pub(super) fn register(schema: SchemaBuilder) -> SchemaBuilder {
    let names = || TypeRef::named_nn_list_nn(TypeRef::STRING);
    schema
        .register(
            Object::new("WhyWithheld")
                .description("Whose a withheld field is, and what would open it to your organisation.")
                .field(shown("responsible", names(), "Who answers for its values.", |why: &Explanation| {
                    Some(GraphValue::List(why.responsible.iter().map(|party| (*party).into()).collect()))
                }))
                .field(shown(
                    "openedBy",
                    TypeRef::named_nn_list_nn(Opening::LIST.name),
                    "What would open it. Empty where nothing does: your role does not read this field.",
                    |why: &Explanation| {
                        let mut openings: Vec<Opening> = why.asked.iter().flatten().copied().collect();
                        openings.dedup();
                        Some(GraphValue::List(openings.iter().map(|opening| code(opening.code())).collect()))
                    },
                ))
                .field(shown(
                    "consentScope",
                    TypeRef::named(ConsentScope::LIST.name),
                    "The scope of the consent that would open it, where one would.",
                    |why: &Explanation| why.scope.map(|scope| code(scope.code())),
                ))
                .field(shown(
                    "fieldGroup",
                    TypeRef::named(FieldGroup::LIST.name),
                    "The group in which a referral shares it, where one does.",
                    |why: &Explanation| why.group.map(|group| code(group.code())),
                )),
        )
        .register(
            Object::new("AccessSimulation")
                .description("What an officer would see of a record now: names of fields, never a value.")
                .field(shown(
                    "exists",
                    TypeRef::named_nn(TypeRef::BOOLEAN),
                    "Whether the record exists for them.",
                    |simulation: &Simulation| Some(simulation.0.is_some().into()),
                ))
                .field(shown("fields", names(), "The fields that they read on it.", |simulation: &Simulation| {
                    Some(GraphValue::List(simulation.0.clone().unwrap_or_default()))
                })),
        )
}

/// The questions.
pub(super) fn fields() -> Vec<Field> {
    vec![why_withheld(), access_simulate()]
}

fn why_withheld() -> Field {
    Field::new("whyWithheld", TypeRef::named("WhyWithheld"), |ctx| {
        answer(ctx, |ctx, session| async move {
            let Some((of, record)) = text(&ctx, "id").as_deref().and_then(id::decode) else { return Ok(None) };
            let name = text(&ctx, "field").unwrap_or_default();
            let Some(field) = of.field(&name).filter(|field| is_shown(field)) else {
                return Err(Error::invalid("field", format!("is none of {}. Send the name of one of its fields", of.type_name)));
            };
            let reader = session.reader();
            let found = reader.why_withheld(of, record, field).await?;
            Ok(found.map(FieldValue::owned_any))
        })
    })
    .description(
        "Why a field of a record is withheld from you, and what would open it. Null where the record does not exist for you, or you read the field.",
    )
    .argument(InputValue::new("id", TypeRef::named_nn(TypeRef::ID)).description("The record."))
    .argument(InputValue::new("field", TypeRef::named_nn(TypeRef::STRING)).description("The name of the field."))
}

fn access_simulate() -> Field {
    Field::new("accessSimulate", TypeRef::named("AccessSimulation"), |ctx| {
        answer(ctx, |ctx, session| async move { Ok(Some(FieldValue::owned_any(simulate(&ctx, session).await?))) })
    })
    .description(
        "What an officer of your country would see of a record: whether it exists for them, and the names of the fields they read. For audit officers.",
    )
    .argument(InputValue::new("account", TypeRef::named_nn(TypeRef::ID)).description("The officer's account."))
    .argument(InputValue::new("id", TypeRef::named_nn(TypeRef::ID)).description("The record."))
}

async fn simulate(ctx: &ResolverContext<'_>, session: &Session) -> Result<Simulation> {
    if !session.viewer.role().audits() {
        let message = "accessSimulate is for audit officers. Ask whyWithheld about what is withheld from you.";
        return Err(Error::new(ErrorCode::NotResponsible, message));
    }
    let accounts = table(entity::account::Entity.as_str());
    let account = text(ctx, "account").and_then(|text| id::of(accounts, &text));
    let officer = match account {
        Some(account) => session.store.viewer(account).await?,
        None => None,
    };
    let same_country = |officer: &crate::access::Viewer| officer.country_code() == session.viewer.country_code();
    let officer = officer.filter(same_country).ok_or_else(|| Error::not_found(accounts.type_name))?;
    let Some((of, record)) = text(ctx, "id").as_deref().and_then(id::decode) else { return Ok(Simulation(None)) };
    let fields = session.reader().simulate(&officer, of, record).await?;
    let shown = |fields: Vec<&'static entity::Field>| {
        fields.into_iter().filter(|field| is_shown(field)).map(|field| field.name.as_str().into()).collect()
    };
    Ok(Simulation(fields.map(shown)))
}

fn shown<T: std::any::Any + Send + Sync>(
    name: &str,
    type_ref: TypeRef,
    description: &str,
    value: fn(&T) -> Option<GraphValue>,
) -> Field {
    Field::new(name, type_ref, move |ctx| {
        async_graphql::dynamic::FieldFuture::from_value(parent::<T>(&ctx).and_then(value))
    })
    .description(description)
}
