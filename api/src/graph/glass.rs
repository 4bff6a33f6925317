//! The acts of breaking the glass, and of reviewing that.

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Field, ResolverContext, TypeRef};
use entity::codes::{FieldGroup, GlassReview};
use entity::value::Token;
use entity::{case, participation, table};
use futures_util::future::FutureExt;
use sea_orm::IdenStatic;

use super::mutations::{act, argument, sent, sent_id, sent_version};
use super::{kinds, selector};
use crate::acts::{self, Emergency};
use crate::error::{Error, Result};

/// The acts.
pub(super) fn acts() -> Vec<Field> {
    vec![break_glass(), review_glass()]
}

fn break_glass() -> Field {
    act("glassBreak".to_owned(), table(case::Entity.as_str()), |ctx, cases| {
        let named = selector::case("case", sent(ctx, "case"))?;
        let case = named.ok_or_else(|| Error::not_found(cases.type_name))?;
        let minutes = match sent(ctx, "minutes") {
            GraphValue::Number(minutes) => minutes.as_i64().unwrap_or_default(),
            _ => acts::LONGEST,
        };
        let emergency = Emergency { case, groups: groups(ctx), minutes };
        Ok(Box::new(move |work| acts::break_glass(work, emergency).boxed()))
    })
    .description(
        "Breaks the glass: opens the named groups of fields of a case's victims to you alone, for an hour at most, within what your role reads. It needs a reason. The case's lead and the coordinator are told at once, and somebody else reviews every one.",
    )
    .argument(selector::argument("case"))
    .argument(argument(
        "fieldGroups",
        TypeRef::named_nn_list_nn(FieldGroup::LIST.name),
        "The groups of fields that are needed, and no more.",
    ))
    .argument(
        argument("minutes", TypeRef::named_nn(TypeRef::INT), "For how many minutes, at most 60.")
            .default_value(acts::LONGEST),
    )
}

fn groups(ctx: &ResolverContext<'_>) -> Vec<FieldGroup> {
    let sent = match sent(ctx, "fieldGroups") {
        GraphValue::List(items) => items.clone(),
        single => vec![single.clone()],
    };
    sent.iter().filter_map(kinds::text).filter_map(|code| FieldGroup::parse(&code)).collect()
}

fn review_glass() -> Field {
    act("glassReview".to_owned(), table(participation::Entity.as_str()), |ctx, participations| {
        let (id, version) = (sent_id(ctx, "id", participations)?, sent_version(ctx)?);
        let found = found(ctx)?;
        Ok(Box::new(move |work| {
            async move {
                acts::review_glass(work, id, version, found).await?;
                Ok(id)
            }
            .boxed()
        }))
    })
    .description(
        "Says what was found of an access in an emergency. The act of the coordinator or the case's lead, and never of the officer whose access it was.",
    )
    .argument(argument("id", TypeRef::named_nn(TypeRef::ID), "The participation that the access is recorded as."))
    .argument(argument("version", TypeRef::named_nn(TypeRef::INT), "The version you read."))
    .argument(argument("found", TypeRef::named_nn(GlassReview::LIST.name), "What was found."))
}

fn found(ctx: &ResolverContext<'_>) -> Result<GlassReview> {
    let found = kinds::text(sent(ctx, "found")).and_then(|code| GlassReview::parse(&code));
    found.ok_or_else(|| Error::invalid("found", "is required. Say what was found"))
}
