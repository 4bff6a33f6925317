//! The questions: one case, many, any record by its id, and what changed.

use std::collections::{BTreeMap, HashMap};

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Field, FieldValue, InputValue, Object, ResolverContext, SchemaBuilder, TypeRef};
use chrono::{Days, NaiveDate};
use entity::codes::CriminalStatus;
use entity::lifecycle::unsettled;
use entity::{Table, case, consent, denied_token, hearing, investigation, table, tables, victim};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::plan::Planner;
use super::questions::{self, PAGE_LIMIT};
use super::reply::{answer, answer_always};
use super::sections::is_section;
use super::{Session, code_lists, country_pack, court, directory, explain, id, kinds, review, selector, tasks, viewer};
use crate::access::record::Record;
use crate::access::{CaseName, Filter, Page, Test};
use crate::error::{Error, ErrorCode, Result};

/// The name of the type that holds all questions.
pub(super) const ROOT: &str = "Query";

/// Registers the questions.
pub(super) fn register(schema: SchemaBuilder) -> SchemaBuilder {
    let mut root = Object::new(ROOT)
        .description("The questions. What you may not read answers as what is not there.")
        .field(viewer::field())
        .field(country_pack::field())
        .field(code_lists::field())
        .field(node())
        .field(nodes())
        .field(case_field(table(case::Entity.as_str())));
    for table in tables().iter().filter(|table| is_listed(table)) {
        root = root.field(list(table));
    }
    let fields =
        court::fields().into_iter().chain([directory::field(), directory::accounts(), review::field(), audit_events()]);
    root = fields.chain(explain::fields()).fold(root, Object::field);
    schema.register(root.field(history()).field(effective_consent()).field(dockets_idle()).field(tasks::field()))
}

/// Whether records of a table are asked for across cases without more: cases, and the records of a case. Hearings have a
/// calendar.
fn is_listed(table: &Table) -> bool {
    (is_section(table) && table.name != hearing::Entity.as_str()) || table.name == case::Entity.as_str()
}

/// Whether records of a table are ever asked for in pages. A denied token is told to whom denies it, and is in no list.
pub(super) fn is_paged(table: &Table) -> bool {
    table.name != denied_token::Entity.as_str()
}

fn list(table: &'static Table) -> Field {
    page_of(table.plural, table, |_, _, _| Ok(()))
        .description(format!("The records of {} that exist for you.", table.type_name))
}

/// A question for a page of a table's records; `narrow` puts what is peculiar to the question into the page.
pub(super) fn page_of(
    name: &'static str,
    table: &'static Table,
    narrow: fn(&ResolverContext<'_>, &'static Table, &mut Page) -> Result<()>,
) -> Field {
    let field = Field::new(name, TypeRef::named(format!("{}Connection", table.type_name)), move |ctx| {
        answer(ctx, move |ctx, session| async move {
            let (select, mut page) = Planner::new(ctx.ctx).connection(table)?;
            narrow(&ctx, table, &mut page)?;
            let reader = session.reader();
            let found = reader.page(&format!("{ROOT}.{name}"), &select, &page).await?;
            Ok(found.map(FieldValue::owned_any))
        })
    });
    questions::with_arguments(field, table)
}

fn audit_events() -> Field {
    page_of("auditEvents", entity::audit_events(), |_, _, _| Ok(())).description(
        "Who read, changed or was refused what in your country: names of records and fields, never a value. For audit officers.",
    )
}

fn case_field(cases: &'static Table) -> Field {
    Field::new("case", TypeRef::named(cases.type_name), move |ctx| {
        answer(ctx, move |ctx, session| async move {
            let select = Planner::new(ctx.ctx).record(cases)?;
            let reader = session.reader();
            let named = ctx.args.as_index_map().get("by").unwrap_or(&GraphValue::Null);
            let found = match (selector::case("by", named)?, cases.column(case::Column::CaseNo.as_str())) {
                (Some(CaseName::Id(id)), _) => reader.records(&select, &[id]).await?.remove(&id),
                (Some(CaseName::Number(number)), Some(field)) => {
                    reader.record_by(&select, field, number.into()).await?
                }
                (Some(CaseName::Number(_)), None) | (None, _) => None,
            };
            Ok(found.map(FieldValue::owned_any))
        })
    })
    .description("One case, by its id or its national number. Null where it does not exist for you.")
    .argument(selector::argument("by"))
}

fn node() -> Field {
    Field::new("node", TypeRef::named("Node"), |ctx| {
        answer(ctx, |ctx, session| async move {
            let wanted = text(&ctx, "id").unwrap_or_default();
            Ok(records(&ctx, session, std::slice::from_ref(&wanted)).await?.pop().flatten())
        })
    })
    .description("A record by its global id (Relay). Null where it does not exist for you.")
    .argument(InputValue::new("id", TypeRef::named_nn(TypeRef::ID)).description("The global id."))
}

fn nodes() -> Field {
    Field::new("nodes", TypeRef::named_list_nn("Node"), |ctx| {
        answer_always(ctx, |ctx, session| async move {
            let ids = ids(&ctx)?;
            let found = records(&ctx, session, &ids).await?;
            let key = ctx.ctx.item.node.response_key().node.as_str();
            let shown = found
                .into_iter()
                .enumerate()
                .map(|(index, record)| record.unwrap_or_else(|| session.absent(key, index)));
            Ok(FieldValue::list(shown))
        })
    })
    .description("Records by their global ids, in the order of the ids (Relay). Null where one does not exist for you.")
    .argument(
        InputValue::new("ids", TypeRef::named_nn_list_nn(TypeRef::ID))
            .description(format!("The global ids, at most {PAGE_LIMIT}.")),
    )
}

fn ids(ctx: &ResolverContext<'_>) -> Result<Vec<String>> {
    let items = match ctx.args.as_index_map().get("ids") {
        Some(GraphValue::List(items)) => items.clone(),
        Some(single) => vec![single.clone()],
        None => Vec::new(),
    };
    if items.len() as u64 > PAGE_LIMIT {
        return Err(Error::new(
            ErrorCode::Limit,
            format!("ids: at most {PAGE_LIMIT}. Send the rest in another request."),
        ));
    }
    let text = |item: GraphValue| if let GraphValue::String(text) = item { text } else { String::new() };
    Ok(items.into_iter().map(text).collect())
}

/// The records with these global ids: one statement for each type among them.
async fn records<'a>(
    ctx: &ResolverContext<'_>,
    session: &Session,
    global_ids: &[String],
) -> Result<Vec<Option<FieldValue<'a>>>> {
    let wanted: Vec<Option<(&'static Table, Uuid)>> = global_ids.iter().map(|text| id::decode_node(text)).collect();
    let mut by_type: BTreeMap<&str, (&'static Table, Vec<Uuid>)> = BTreeMap::new();
    for (table, id) in wanted.iter().flatten() {
        by_type.entry(table.type_name).or_insert((table, Vec::new())).1.push(*id);
    }
    let reader = session.reader();
    let mut found: HashMap<(&str, Uuid), Record> = HashMap::new();
    for (type_name, (table, ids)) in by_type {
        let select = Planner::new(ctx.ctx).record(table)?;
        found.extend(reader.records(&select, &ids).await?.into_iter().map(|(id, record)| ((type_name, id), record)));
    }
    let shown = |wanted: Option<(&'static Table, Uuid)>| {
        let (table, id) = wanted?;
        let record = found.get(&(table.type_name, id)).cloned()?;
        Some(FieldValue::owned_any(record).with_type(table.type_name))
    };
    Ok(wanted.into_iter().map(shown).collect())
}

fn history() -> Field {
    let changes = entity::changes();
    let field = Field::new("history", TypeRef::named(format!("{}Connection", changes.type_name)), move |ctx| {
        answer(ctx, move |ctx, session| async move {
            let Some((table, id)) = text(&ctx, "id").as_deref().and_then(id::decode) else { return Ok(None) };
            let (select, page) = Planner::new(ctx.ctx).connection(changes)?;
            let reader = session.reader();
            let found = reader.history(table, id, &select, &page).await?;
            Ok(found.map(FieldValue::owned_any))
        })
    });
    questions::with_arguments(field, changes)
        .argument(InputValue::new("id", TypeRef::named_nn(TypeRef::ID)).description("The record's global id."))
        .description(
            "What changed in a record, oldest first, as far as you may know. Null where it does not exist for you.",
        )
}

/// The consents of a victim that are in force.
fn effective_consent() -> Field {
    let consents = table(consent::Entity.as_str());
    let field = Field::new("effectiveConsent", TypeRef::named("ConsentConnection"), move |ctx| {
        answer(ctx, move |ctx, session| async move {
            let victims = table(victim::Entity.as_str());
            let Some(victim) = text(&ctx, "victim").and_then(|text| id::of(victims, &text)) else { return Ok(None) };
            let (select, page) = Planner::new(ctx.ctx).connection(consents)?;
            let reader = session.reader();
            let found = reader.effective_consents(victim, &select, &page).await?;
            Ok(found.map(FieldValue::owned_any))
        })
    });
    questions::with_arguments(field, consents)
        .argument(InputValue::new("victim", TypeRef::named_nn(TypeRef::ID)).description("The victim."))
        .description(
            "The consents of a victim that are in force: granted, not lapsed, and not overtaken by a later decision about the same scope. Null where the victim does not exist for you.",
        )
}

/// The investigations whose docket has lain where it is.
fn dockets_idle() -> Field {
    let investigations = table(investigation::Entity.as_str());
    let field = Field::new("docketsIdle", TypeRef::named("InvestigationConnection"), move |ctx| {
        answer(ctx, move |ctx, session| async move {
            let days = match ctx.args.as_index_map().get("days") {
                Some(GraphValue::Number(days)) => days.as_u64().unwrap_or(u64::MAX),
                _ => session.viewer.country_pack().thresholds.docket_idle_days.unsigned_abs().into(),
            };
            let Some(since) = session.store.clock().now().date_naive().checked_sub_days(Days::new(days)) else {
                return Err(Error::invalid("days", "is more than there are days"));
            };
            let (select, mut page) = Planner::new(ctx.ctx).connection(investigations)?;
            page.filter = Some(idle(investigations, since, page.filter.take()));
            let reader = session.reader();
            let found = reader.page(&format!("{ROOT}.docketsIdle"), &select, &page).await?;
            Ok(found.map(FieldValue::owned_any))
        })
    });
    questions::with_arguments(field, investigations)
        .argument(
            InputValue::new("days", TypeRef::named(TypeRef::INT))
                .description("For at least so many days; your country's threshold if not said."),
        )
        .description("The open investigations whose docket has been with the same holder since long ago, as the custody log says.")
}

fn idle(investigations: &'static Table, since: NaiveDate, asked: Option<Filter>) -> Filter {
    use investigation::Column;
    let open: Vec<Value> = unsettled::<CriminalStatus>().map(|status| status.code().into()).collect();
    let tests = [(Column::DocketHeldFrom, Test::To(since.into())), (Column::Status, Test::In(open))];
    let tests = tests
        .into_iter()
        .filter_map(|(column, test)| Some(Filter::Field(investigations.column(column.as_str())?, test)));
    Filter::And(tests.chain(asked).collect())
}

fn text(ctx: &ResolverContext<'_>, name: &str) -> Option<String> {
    ctx.args.as_index_map().get(name).and_then(kinds::text)
}
