//! The viewer about themselves: who they are here, and what they may read and edit, so that forms draw themselves.

use std::sync::Arc;

use async_graphql::dynamic::{
    Enum, EnumItem, Field, FieldFuture, FieldValue, InputValue, Object, ResolverContext, SchemaBuilder, TypeRef,
};
use async_graphql::{Name, Value as GraphValue};
use entity::codes::{Rank, Role};
use entity::rights::{Rule, Standing};
use entity::{Field as Column, Table, account, case, organisation, table, tables};
use sea_orm::IdenStatic;
use uuid::Uuid;

use super::Session;
use super::kinds;
use super::links::is_shown;
use super::plan::Planner;
use super::reply::answer;
use crate::access::columns::{party, responsible};
use crate::access::record::Record;
use crate::error::Result;

/// Registers the types of the viewer.
pub(super) fn register(schema: SchemaBuilder) -> SchemaBuilder {
    let types = tables()
        .iter()
        .map(|table| EnumItem::new(kinds::record_type(table)).description(kinds::trimmed(table.description)));
    let right = Enum::new("Right")
        .description("On which records a right holds.")
        .item(EnumItem::new("ALL").description("On every record that exists for you."))
        .item(
            EnumItem::new("OWN")
                .description("On records your organisation wrote or is addressed by, of cases it leads, or, where you keep its accounts, on those of others there."),
        )
        .item(EnumItem::new("NONE").description("On none."));
    schema
        .register(Enum::new(kinds::RECORD_TYPE).description("A type of record.").items(types))
        .register(right)
        .register(
            Enum::new("Subject")
                .description("Whom a record of a person is about.")
                .item(EnumItem::new("VICTIM").description("A victim."))
                .item(EnumItem::new("SUSPECT").description("A suspect.")),
        )
        .register(field_access())
        .register(viewer())
}

/// The question `viewer`.
pub(super) fn field() -> Field {
    Field::new("viewer", TypeRef::named("Viewer"), |ctx| {
        answer(ctx, |_, _| async { Ok(Some(FieldValue::owned_any(()))) })
    })
    .description("Who you are here, and what you may read and edit.")
}

fn viewer() -> Object {
    Object::new("Viewer")
        .description("Who asks.")
        .field(
            own("account", table(account::Entity.as_str()), |session| session.viewer.account())
                .description("The account you signed in with."),
        )
        .field(
            own("organisation", table(organisation::Entity.as_str()), |session| session.viewer.organisation())
                .description("The organisation you work for."),
        )
        .field(
            Field::new("role", TypeRef::named(Role::LIST.name), |ctx| {
                answer(ctx, |_, session| async {
                    let role = GraphValue::Enum(Name::new(session.viewer.role().code()));
                    Ok(Some(FieldValue::value(role)))
                })
            })
            .description("The role of your organisation: what it is responsible for."),
        )
        .field(told("rank", Rank::LIST.name, |session| Some(GraphValue::Enum(Name::new(session.viewer.rank().code()))))
            .description("What you do in your organisation."))
        .field(told("issuer", TypeRef::STRING, |session| Some(session.viewer.sign_in()?.issuer.as_str().into()))
            .description("Who vouches for you: the identity provider you signed in at, or `tip-hub`."))
        .field(told("acr", TypeRef::STRING, |session| Some(session.viewer.sign_in()?.acr.as_deref()?.into()))
            .description("By what means you signed in, in the words of that provider (OpenID Connect `acr`)."))
        .field(told("authenticatedAt", "DateTime", |session| {
            Some(kinds::instant(&session.viewer.sign_in()?.authenticated_at?))
        })
        .description(
            "When you signed in (OpenID Connect `auth_time`). Grave acts, such as `participationGrant`, may ask for a \
             recent sign-in: `INSUFFICIENT_USER_AUTHENTICATION`.",
        ))
        .field(
            Field::new("access", TypeRef::named_nn_list("FieldAccess"), |ctx| {
                answer(ctx, |ctx, session| async move { Ok(Some(access(&ctx, session))) })
            })
            .argument(InputValue::new("type", TypeRef::named_nn(kinds::RECORD_TYPE)).description("The type of record."))
            .description("What you may read, edit and fill of the records of a type, field by field."),
        )
}

/// A fact of how the viewer is here.
fn told(name: &str, type_name: &str, fact: fn(&Session) -> Option<GraphValue>) -> Field {
    Field::new(name, TypeRef::named(type_name), move |ctx| {
        answer(ctx, move |_, session| async move { Ok(fact(session).map(FieldValue::value)) })
    })
}

/// A record of the viewer's own.
fn own(name: &str, table: &'static Table, id: fn(&Session) -> Uuid) -> Field {
    Field::new(name, TypeRef::named(table.type_name), move |ctx| {
        answer(ctx, move |ctx, session| async move { record(&ctx, session, table, id(session)).await })
    })
}

async fn record<'a>(
    ctx: &ResolverContext<'_>,
    session: &Session,
    table: &'static Table,
    id: Uuid,
) -> Result<Option<FieldValue<'a>>> {
    let select = Planner::new(ctx.ctx).record(table)?;
    let reader = session.reader();
    let found: Option<Record> = reader.records(&select, &[id]).await?.remove(&id);
    Ok(found.map(FieldValue::owned_any))
}

/// One rule of one field, as it concerns a viewer.
struct FieldAccess {
    column: &'static Column,
    rule: Rule,
    subject: Option<&'static str>,
    standing: Standing,
    /// What the viewer may be to one record of the table and not to the next.
    own: Standing,
}

fn access<'a>(ctx: &ResolverContext<'_>, session: &Session) -> FieldValue<'a> {
    let wanted = match ctx.args.as_index_map().get("type") {
        Some(GraphValue::Enum(name)) => name.to_string(),
        Some(GraphValue::String(name)) => name.clone(),
        _ => String::new(),
    };
    let standing = session.viewer.standing();
    let table = tables().iter().find(|table| kinds::record_type(table) == wanted);
    let own = if session.viewer.rank().works_on_cases() {
        Standing::AUTHOR | Standing::LEAD | Standing::RECEIVER | Standing::OWNER
    } else if table.is_some_and(is_of_cases) {
        Standing::empty()
    } else {
        Standing::AUTHOR | Standing::ACCOUNT_KEEPER
    };
    let rules =
        table.into_iter().flat_map(|table| &table.fields).filter(|column| is_shown(column)).flat_map(|column| {
            let responsibility = &column.responsibility;
            let rules = match responsibility.of_suspects {
                Some(of_suspects) => vec![(responsibility.rule, Some("VICTIM")), (of_suspects, Some("SUSPECT"))],
                None => vec![(responsibility.rule, None)],
            };
            rules.into_iter().map(move |(rule, subject)| FieldAccess { column, rule, subject, standing, own })
        });
    FieldValue::list(rules.map(|access| FieldValue::owned_any(Arc::new(access))).collect::<Vec<_>>())
}

/// Who answers for the values: where the field holds a state, whoever moves it.
fn answering(access: &FieldAccess) -> Standing {
    access.column.moves().into_iter().fold(party(access.rule), |parties, way| parties | way.by)
}

fn is_of_cases(table: &Table) -> bool {
    table.name == case::Entity.as_str() || table.column("case_id").is_some()
}

/// On which records a set of parties takes in whoever asks for their access.
fn right(parties: Standing, access: &FieldAccess) -> GraphValue {
    GraphValue::Enum(Name::new(if parties.intersects(access.standing) {
        "ALL"
    } else if parties.intersects(access.own) {
        "OWN"
    } else {
        "NONE"
    }))
}

fn field_access() -> Object {
    let shown = |name: &str, type_ref: TypeRef, value: fn(&FieldAccess) -> Option<GraphValue>, description: &str| {
        Field::new(name, type_ref, move |ctx| {
            let access = ctx.parent_value.downcast_ref::<Arc<FieldAccess>>();
            FieldFuture::from_value(access.and_then(|access| value(access)))
        })
        .description(description)
    };
    Object::new("FieldAccess")
        .description("What you may do with one field.")
        .field(shown(
            "field",
            TypeRef::named_nn(TypeRef::STRING),
            |a| Some(a.column.name.as_str().into()),
            "The field.",
        ))
        .field(shown(
            "subject",
            TypeRef::named("Subject"),
            |a| a.subject.map(|subject| GraphValue::Enum(Name::new(subject))),
            "Whom the record is about, where the rule turns on it.",
        ))
        .field(shown(
            "read",
            TypeRef::named_nn("Right"),
            |a| Some(right(a.rule.readers_for(a.standing), a)),
            "Whether you read it.",
        ))
        .field(shown("edit", TypeRef::named_nn("Right"), |a| Some(right(a.rule.editor, a)), "Whether you change it."))
        .field(shown(
            "fill",
            TypeRef::named_nn("Right"),
            |a| Some(right(a.rule.fillers, a)),
            "Whether you give it its first value while it is empty.",
        ))
        .field(shown(
            "responsible",
            TypeRef::named_nn_list_nn(TypeRef::STRING),
            |a| Some(GraphValue::List(responsible(answering(a)).into_iter().map(GraphValue::from).collect())),
            "Who answers for the value: parties, or HUB where the hub keeps it.",
        ))
}
