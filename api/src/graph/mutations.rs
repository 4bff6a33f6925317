//! The acts: each begins a unit of change, does it, commits, and shows the changed record as its writer may see it.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{
    Field, FieldFuture, FieldValue, InputValue, Object, ResolverContext, SchemaBuilder, TypeRef,
};
use entity::codes::CaseStatus;
use entity::lifecycle::Act;
use entity::{Field as Column, Kind, Table, case, denied_token, participation, table, tables};
use futures_util::future::{BoxFuture, FutureExt};
use sea_orm::IdenStatic;
use tracing::{Instrument, debug_span};
use uuid::Uuid;

use super::links::singular;
use super::plan::Planner;
use super::reply::answer;
use super::sections::{self, Sections, has_own_acts, is_changed, is_section};
use super::{Session, disputes, glass, idempotency, inputs, next_acts};
use crate::access::record::Record;
use crate::access::{Refused, Work};
use crate::acts::{self, Grant};
use crate::error::{Error, Result};
use crate::telemetry::figures;

/// The name of the type that holds all acts.
pub(super) const ROOT: &str = "Mutation";

/// Registers the acts and their payloads.
pub(super) fn register(mut schema: SchemaBuilder) -> SchemaBuilder {
    let cases = table(case::Entity.as_str());
    let participations = table(participation::Entity.as_str());
    let mut root = Object::new(ROOT)
        .description("The acts. Each lands whole or not at all, and is remembered in the history of what it changed.")
        .field(case_open(cases))
        .field(case_update(cases))
        .field(participation_grant(participations))
        .field(participation_end(participations))
        .field(participation_keep(participations))
        .field(participation_confirm_closure(participations))
        .field(token_deny(table(denied_token::Entity.as_str())));
    for table in tables() {
        if is_section(table) {
            root = root.field(add(table));
        }
        if is_changed(table) && table.name != cases.name {
            root = root.field(update(table));
        }
        for act in acts_on(table) {
            root = root.field(move_by(act, table));
        }
        if is_section(table) || is_changed(table) || has_own_acts(table) {
            schema = schema.register(payload(table));
        }
    }
    root = disputes::acts().into_iter().chain(glass::acts()).fold(root, Object::field);
    schema.register(root)
}

/// The changed record under each key it is asked for.
type Shown = HashMap<String, Option<Arc<Record>>>;

fn payload_name(table: &Table) -> String {
    format!("{}Payload", table.type_name)
}

fn payload(table: &'static Table) -> Object {
    Object::new(payload_name(table)).description(format!("What an act on a {} answers.", table.type_name)).field(
        Field::new(singular(table), TypeRef::named(table.type_name), shown)
            .description("The record as you may see it; null where the act took it out of your sight."),
    )
}

fn shown(ctx: ResolverContext<'_>) -> FieldFuture<'_> {
    let key = ctx.ctx.item.node.response_key().node.as_str();
    let shown = ctx.parent_value.downcast_ref::<Shown>().and_then(|shown| shown.get(key)?.as_deref());
    FieldFuture::Value(shown.map(|record| FieldValue::borrowed_any(record)))
}

/// Reads the changed record back, as its writer may see it.
async fn show<'a>(
    session: &Session,
    planner: Planner<'_>,
    table: &'static Table,
    id: Uuid,
) -> Result<Option<FieldValue<'a>>> {
    // An act may have changed what its writer sees of the case.
    let viewer = session.store.viewer(session.viewer.account()).await?.unwrap_or_else(|| session.viewer.clone());
    let reader = session.reading(session.store.reader(&viewer));
    let mut shown = Shown::new();
    for keyed in planner.below(&payload_name(table)).iter().filter(|keyed| keyed.name == singular(table)) {
        let select = planner.under(table, keyed)?;
        let record = reader.records(&select, &[id]).await?.remove(&id);
        shown.insert(keyed.key.to_owned(), record.map(Arc::new));
    }
    Ok(Some(FieldValue::owned_any(shown)))
}

/// What an act does within its unit of change: it answers the id of the record to show.
pub(super) type Doing = Box<dyn for<'w> FnOnce(&'w mut Work) -> BoxFuture<'w, Result<Uuid>> + Send>;

/// An act on a record of `table`. `read` takes the input apart before anything is begun.
pub(super) fn act(
    name: String,
    table: &'static Table,
    read: impl Fn(&ResolverContext<'_>, &'static Table) -> Result<Doing> + Clone + Send + Sync + 'static,
) -> Field {
    act_for(name, table, |ctx| text(ctx, "reason"), read).argument(argument(
        "reason",
        TypeRef::named(TypeRef::STRING),
        "Why, in your words; kept in the history.",
    ))
}

/// An act whose reason, as the history keeps it, `reason` finds among what was sent.
pub(super) fn act_for(
    name: String,
    table: &'static Table,
    reason: fn(&ResolverContext<'_>) -> Option<String>,
    read: impl Fn(&ResolverContext<'_>, &'static Table) -> Result<Doing> + Clone + Send + Sync + 'static,
) -> Field {
    let act = name.clone();
    Field::new(name, TypeRef::named(payload_name(table)), move |ctx| {
        let (act, read) = (act.clone(), read.clone());
        answer(ctx, move |ctx, session| async move {
            let done = async {
                let (doing, key) = (read(&ctx, table)?, idempotency::key(&ctx, &act)?);
                let work = session.store.work(&session.viewer, &act, reason(&ctx)).await?;
                work.once(key, doing).await
            };
            let done: Result<Uuid, Refused> = done.instrument(debug_span!("act", act)).await;
            figures::acted(&act, done.as_ref().err().map(|refused| refused.error.code));
            match done {
                Ok(record) => show(session, Planner::new(ctx.ctx), table, record).await.map_err(Error::perhaps_done),
                Err(refused) => Err(session.store.keep_refused(&session.viewer, &act, refused).await),
            }
        })
    })
    .argument(idempotency::argument())
}

pub(super) fn argument(name: &str, type_ref: TypeRef, description: &str) -> InputValue {
    InputValue::new(name, type_ref).description(description)
}

fn case_open(cases: &'static Table) -> Field {
    act("caseOpen".to_owned(), cases, |ctx, cases| {
        let (draft, _) = inputs::draft(cases, "input", sent(ctx, "input"))?;
        let sections = Sections::read(ctx.args.get("sections").map(|sections| sections.as_value()))?;
        let kept_as_draft = matches!(sent(ctx, "draft"), GraphValue::Boolean(true));
        Ok(Box::new(move |work| {
            async move {
                let id = acts::open_case(work, draft, CaseStatus::Draft).await?;
                sections.apply(work, id).await?;
                if !kept_as_draft {
                    acts::make_move(work, Act::CaseSubmit, id, 1, Vec::new()).await?;
                }
                Ok(id)
            }
            .boxed()
        }))
    })
    .description("Opens a case, with what is known so far. Any organisation that can take part in cases may.")
    .argument(argument("input", TypeRef::named_nn("CaseInput"), "The case."))
    .argument(argument("sections", TypeRef::named("CaseSections"), "Its first victims, reports and so on."))
    .argument(
        argument(
            "draft",
            TypeRef::named_nn(TypeRef::BOOLEAN),
            "Whether the case stays a draft. One that does not is handed in at once, and so needs a report.",
        )
        .default_value(false),
    )
}

fn case_update(cases: &'static Table) -> Field {
    act("caseUpdate".to_owned(), cases, |ctx, cases| {
        let (id, version) = (sent_id(ctx, "id", cases)?, sent_version(ctx)?);
        let patch = match sent(ctx, "patch") {
            GraphValue::Null => Vec::new(),
            patch => inputs::changes(cases, "patch", patch)?,
        };
        let sections = Sections::read(ctx.args.get("sections").map(|sections| sections.as_value()))?;
        Ok(Box::new(move |work| {
            async move {
                work.change(cases, id, version, patch).await?;
                sections.apply(work, id).await?;
                Ok(id)
            }
            .boxed()
        }))
    })
    .description("Changes a case and any of its sections at once: all of it lands, or none.")
    .argument(argument("id", TypeRef::named_nn(TypeRef::ID), "The case."))
    .argument(argument("version", TypeRef::named_nn(TypeRef::INT), "The version of the case you read."))
    .argument(argument("patch", TypeRef::named("CasePatch"), "What changes in the case itself."))
    .argument(argument("sections", TypeRef::named("CaseSections"), "What changes in its sections."))
}

fn add(table: &'static Table) -> Field {
    act(format!("{}{}", singular(table), table.adding), table, |ctx, table| {
        let case = sent_id(ctx, "case", entity::table(case::Entity.as_str()))?;
        let (draft, person) = inputs::draft(table, "input", sent(ctx, "input"))?;
        let draft = sections::in_case(table, draft, case);
        Ok(Box::new(move |work| acts::add(work, table, draft, person).boxed()))
    })
    .description(next_acts::asked(format!("Adds a {} to a case.", table.type_name), table.asking))
    .argument(argument("case", TypeRef::named_nn(TypeRef::ID), "The case."))
    .argument(argument("input", TypeRef::named_nn(format!("{}Input", table.type_name)), "The new record."))
}

fn update(table: &'static Table) -> Field {
    act(format!("{}Update", singular(table)), table, |ctx, table| {
        let (id, version) = (sent_id(ctx, "id", table)?, sent_version(ctx)?);
        let patch = inputs::changes(table, "patch", sent(ctx, "patch"))?;
        Ok(Box::new(move |work| {
            async move {
                work.change(table, id, version, patch).await?;
                Ok(id)
            }
            .boxed()
        }))
    })
    .description(format!(
        "Changes a {}. A field that is not your organisation's refuses the whole request.",
        table.type_name
    ))
    .argument(argument("id", TypeRef::named_nn(TypeRef::ID), "The record."))
    .argument(argument("version", TypeRef::named_nn(TypeRef::INT), "The version you read."))
    .argument(argument("patch", TypeRef::named_nn(format!("{}Patch", table.type_name)), "What changes."))
}

/// The acts that move records of a table from state to state, each once.
fn acts_on(table: &Table) -> Vec<Act> {
    let moves = table.fields.iter().flat_map(Column::moves);
    let mut acts: Vec<Act> = Vec::new();
    for way in moves {
        if !acts.contains(&way.act) {
            acts.push(way.act);
        }
    }
    acts
}

fn move_by(moving: Act, table: &'static Table) -> Field {
    let name = moving.name();
    act(name, table, move |ctx, table| {
        let (id, version) = (sent_id(ctx, "id", table)?, sent_version(ctx)?);
        let patch = match sent(ctx, "patch") {
            GraphValue::Null => Vec::new(),
            patch => inputs::changes(table, "patch", patch)?,
        };
        Ok(Box::new(move |work| {
            async move {
                acts::make_move(work, moving, id, version, patch).await?;
                Ok(id)
            }
            .boxed()
        }))
    })
    .description(next_acts::described(moving))
    .argument(argument("id", TypeRef::named_nn(TypeRef::ID), "The record."))
    .argument(argument("version", TypeRef::named_nn(TypeRef::INT), "The version you read."))
    .argument(argument(
        "patch",
        TypeRef::named(format!("{}Patch", table.type_name)),
        "What changes in the record along with it.",
    ))
}

fn participation_grant(participations: &'static Table) -> Field {
    act("participationGrant".to_owned(), participations, |ctx, participations| {
        let named = |name: &str, field: &str| match ctx.args.get(name) {
            Some(given) if !given.is_null() => Ok(Some(sent_id(ctx, name, refers_to(participations, field)?)?)),
            _ => Ok::<_, Error>(None),
        };
        let required = |id: Option<Uuid>, name: &str| id.ok_or_else(|| Error::invalid(name, "is required"));
        let grant = Grant {
            case: required(named("case", "case_id")?, "case")?,
            organisation: required(named("organisation", "participant_id")?, "organisation")?,
            victim: named("victim", "victim_id")?,
            officer: named("officer", "officer_id")?,
        };
        Ok(Box::new(move |work| acts::grant_participation(work, grant).boxed()))
    })
    .description(
        "Lets an organisation take part in a case, from now. The coordinator's and the lead organisation's act.",
    )
    .argument(argument("case", TypeRef::named_nn(TypeRef::ID), "The case."))
    .argument(argument("organisation", TypeRef::named_nn(TypeRef::ID), "The organisation that is to take part."))
    .argument(argument(
        "victim",
        TypeRef::named(TypeRef::ID),
        "The one victim it is to take part for. Without one it takes part as far as its role sees.",
    ))
    .argument(argument("officer", TypeRef::named(TypeRef::ID), "The one officer it is limited to."))
}

/// An act on a participation that only names it.
fn participation_act(
    name: &str,
    participations: &'static Table,
    does: impl for<'w> Fn(&'w mut Work, Uuid, i64) -> BoxFuture<'w, Result<()>> + Copy + Send + Sync + 'static,
) -> Field {
    act(name.to_owned(), participations, move |ctx, participations| {
        let (id, version) = (sent_id(ctx, "id", participations)?, sent_version(ctx)?);
        Ok(Box::new(move |work| {
            async move {
                does(work, id, version).await?;
                Ok(id)
            }
            .boxed()
        }))
    })
    .argument(argument("id", TypeRef::named_nn(TypeRef::ID), "The participation."))
    .argument(argument("version", TypeRef::named_nn(TypeRef::INT), "The version you read."))
}

fn participation_end(participations: &'static Table) -> Field {
    participation_act("participationEnd", participations, |work, id, version| {
        acts::end_participation(work, id, version).boxed()
    })
    .description(
        "Ends an organisation's part in a case, at once. The act of the coordinator, of the lead organisation, and of a \
         supervisor of the organisation itself.",
    )
}

fn participation_keep(participations: &'static Table) -> Field {
    participation_act("participationKeep", participations, |work, id, version| {
        acts::keep_participation(work, id, version).boxed()
    })
    .description(
        "Keeps a part that your organisation has in a case for another year, for it is still needed. A supervisor's act; \
         what nobody keeps ends on its `lapsesOn`.",
    )
}

fn participation_confirm_closure(participations: &'static Table) -> Field {
    participation_act("participationConfirmClosure", participations, |work, id, version| {
        acts::confirm_closure(work, id, version).boxed()
    })
    .description("Confirms that a case proposed for closure can be closed. The act of the organisation taking part.")
}

fn token_deny(tokens: &'static Table) -> Field {
    act("tokenDeny".to_owned(), tokens, |ctx, tokens| {
        let holder = sent_id(ctx, "account", refers_to(tokens, "holder_id")?)?;
        let jti = text(ctx, "jti").filter(|jti| !jti.is_empty());
        let jti = jti.ok_or_else(|| Error::invalid("jti", "is required. Send the id of the token"))?;
        Ok(Box::new(move |work| work.deny_token(holder, jti).boxed()))
    })
    .description(
        "Denies a token, such as a stolen one: from the next request on, nobody signs in with it, on every server of the \
         hub. The act of an administrator of the organisation whose user the token is of.",
    )
    .argument(argument("account", TypeRef::named_nn(TypeRef::ID), "The account whose token it is."))
    .argument(argument("jti", TypeRef::named_nn(TypeRef::STRING), "The token's own id (RFC 7519 `jti`)."))
}

/// The table that a field refers to.
fn refers_to(table: &Table, column: &str) -> Result<&'static Table> {
    match table.column(column).map(|field| &field.kind) {
        Some(Kind::Reference(target)) => Ok(entity::table(target)),
        _ => Err(Error::internal("the record refers to no such other")),
    }
}

pub(super) fn sent<'a>(ctx: &'a ResolverContext<'_>, name: &str) -> &'a GraphValue {
    ctx.args.as_index_map().get(name).unwrap_or(&GraphValue::Null)
}

pub(super) fn text(ctx: &ResolverContext<'_>, name: &str) -> Option<String> {
    match sent(ctx, name) {
        GraphValue::String(text) => Some(text.clone()),
        _ => None,
    }
}

pub(super) fn sent_id(ctx: &ResolverContext<'_>, name: &str, table: &Table) -> Result<Uuid> {
    match sent(ctx, name) {
        GraphValue::String(text) => sections::record(table, text),
        _ => Err(Error::not_found(table.type_name)),
    }
}

pub(super) fn sent_version(ctx: &ResolverContext<'_>) -> Result<i64> {
    match sent(ctx, "version") {
        GraphValue::Number(number) => Ok(number.as_i64().unwrap_or_default()),
        _ => Err(Error::invalid("version", "is required. Send the version you read")),
    }
}
