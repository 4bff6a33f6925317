//! The acts on disputes: to propose another value for a field that another agency edits, and to settle it.

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Field, InputValue, ResolverContext, TypeRef};
use entity::lifecycle::{Act, DisputeParty};
use entity::{Table, field_dispute, table};
use futures_util::future::FutureExt;
use sea_orm::IdenStatic;

use super::mutations::{Doing, act_for, argument, sent, sent_id, text};
use super::{id, kinds};
use crate::access::Proposal;
use crate::access::value::problem;
use crate::acts;
use crate::error::{Error, Result};

/// The acts on disputes.
pub(super) fn acts() -> Vec<Field> {
    vec![
        raise(),
        settle(Act::DisputeAccept).argument(reason()),
        settle(Act::DisputeReject).argument(reason()).argument(answer()),
        settle(Act::DisputeEscalate).argument(reason()),
        settle(Act::DisputeUphold).argument(grounds()),
        settle(Act::DisputeDismiss).argument(grounds()),
        settle(Act::DisputeWithdraw).argument(reason()),
    ]
}

fn reason() -> InputValue {
    argument("reason", TypeRef::named(TypeRef::STRING), "Why, in your words; kept in the history.")
}

fn answer() -> InputValue {
    argument(
        "answer",
        TypeRef::named_nn(TypeRef::STRING),
        "Why the value stays, for who proposed another; at most 1000 characters.",
    )
}

fn grounds() -> InputValue {
    argument(
        "reason",
        TypeRef::named_nn(TypeRef::STRING),
        "The grounds of the decision; kept in the history and as the dispute's answer.",
    )
}

fn raise() -> Field {
    // What the dispute itself says need not be said again in its history.
    act_for(
        "disputeRaise".to_owned(),
        table(field_dispute::Entity.as_str()),
        |_| None,
        |ctx, _| {
            let proposal = proposal(ctx)?;
            Ok(Box::new(move |work| acts::raise_dispute(work, proposal).boxed()))
        },
    )
    .description(
        "Proposes another value for a field that your organisation reads and another edits. \
         Whoever reads the field on that record learns of it, and nobody else.",
    )
    .argument(argument("record", TypeRef::named_nn(TypeRef::ID), "The record, by its global id."))
    .argument(argument("field", TypeRef::named_nn(TypeRef::STRING), "The field, by its name in this API."))
    .argument(argument("value", TypeRef::named_nn("JSON"), "The value you propose, as you would send it in a patch."))
    .argument(argument(
        "reason",
        TypeRef::named_nn(TypeRef::STRING),
        "Why, in your words; at most 1000 characters.",
    ))
}

fn proposal(ctx: &ResolverContext<'_>) -> Result<Proposal> {
    let record = text(ctx, "record").and_then(|text| id::decode(&text));
    let (of, record) = record.ok_or_else(|| Error::not_found("record"))?;
    let named = text(ctx, "field").and_then(|name| of.field(&name));
    let field = named.ok_or_else(|| Error::invalid("field", format!("is no field of {}", of.type_name)))?;
    let sent = sent(ctx, "value");
    if matches!(sent, GraphValue::Null) {
        return Err(Error::invalid("value", "is null. Propose a value"));
    }
    let value = kinds::inward(&field.kind, sent).map_err(|problem| Error::invalid("value", problem))?;
    if let Some(problem) = problem(&field.kind, &value) {
        return Err(Error::invalid("value", problem));
    }
    Ok(Proposal { table: of, record, field, value, reason: text(ctx, "reason").unwrap_or_default() })
}

fn settle(act: Act) -> Field {
    let read = move |ctx: &ResolverContext<'_>, disputes: &'static Table| -> Result<Doing> {
        let id = sent_id(ctx, "id", disputes)?;
        let answer = text(ctx, "answer")
            .or_else(|| (DisputeParty::of(act) != Some(DisputeParty::Author)).then(|| text(ctx, "reason")).flatten());
        Ok(Box::new(move |work| {
            async move {
                acts::settle_dispute(work, act, id, answer).await?;
                Ok(id)
            }
            .boxed()
        }))
    };
    let disputes = table(field_dispute::Entity.as_str());
    act_for(act.name(), disputes, |ctx| text(ctx, "reason"), read).description(act.description()).argument(argument(
        "id",
        TypeRef::named_nn(TypeRef::ID),
        "The dispute.",
    ))
}
