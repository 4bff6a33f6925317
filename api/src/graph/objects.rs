//! Every table as an object type, with its connection: the resolvers are look-ups, for all is loaded by then.

use async_graphql::dynamic::{
    Directive, Field, FieldFuture, FieldValue, Interface, InterfaceField, Object, ResolverContext, SchemaBuilder,
    TypeRef,
};
use async_graphql::{Name, Value as GraphValue};
use entity::rights::{Responsibility, Rule, Standing};
use entity::{Field as Column, Kind, Table, shown_tables};
use sea_orm::sea_query::Value;

use super::links::{is_shown, links};
use super::queries::is_paged;
use super::{derived, id, kinds, next_acts, questions, stages};
use crate::access::Link;
use crate::access::record::{Connection, Record, Related};

/// Registers the object types of all tables, and what Relay asks for beside them.
pub(super) fn register(mut schema: SchemaBuilder) -> SchemaBuilder {
    schema = schema.register(
        Interface::new("Node")
            .description("A record with a global id (Relay, Global Object Identification).")
            .field(InterfaceField::new("id", TypeRef::named_nn(TypeRef::ID)).description("The record's global id.")),
    );
    schema = schema.register(page_info());
    for table in shown_tables() {
        schema = schema.register(object(table).implement("Node"));
        if is_paged(table) {
            schema = schema.register(edge(table)).register(connection(table));
        }
    }
    schema
}

fn object(table: &'static Table) -> Object {
    let mut object = Object::new(table.type_name).description(kinds::trimmed(table.description));
    object = object.field(
        Field::new("id", TypeRef::named_nn(TypeRef::ID), |ctx| {
            let record = ctx.parent_value.downcast_ref::<Record>();
            let id = record.map(|record| id::encode(record.table, record.id)).unwrap_or_default();
            FieldFuture::from_value(Some(id.into()))
        })
        .description("The record's global id."),
    );
    for column in table.fields.iter().filter(|column| is_shown(column)) {
        object = match column.kind {
            Kind::Id | Kind::Reference(_) => object,
            Kind::Record => object.field(record_field(table, column)),
            _ => object.field(value_field(column)),
        };
    }
    if table.column("version").is_some() {
        object = object.field(version_field()).field(updated_at_field());
    }
    if table.fields.iter().any(|column| !column.acts().is_empty()) {
        object = object.field(next_acts::field());
    }
    if table.fields.iter().any(Column::is_state) {
        object = object.field(stages::field());
    }
    object = derived::fields(table).into_iter().fold(object, Object::field);
    for leads in links(table) {
        object = object.field(match leads.link {
            Link::To(column) => governed(related_field(leads), &column.responsibility, Standing::empty())
                .description(kinds::trimmed(column.description)),
            Link::One(_) => governed(related_field(leads), &leads.to.id().responsibility, Standing::empty())
                .description(kinds::trimmed(leads.to.description)),
            Link::Many(_) => governed(related_field(leads), &leads.to.id().responsibility, Standing::empty())
                .description(kinds::trimmed(leads.to.description)),
        });
    }
    object
}

fn value_field(column: &'static Column) -> Field {
    let field = Field::new(&column.name, kinds::type_ref(&column.kind, false), move |ctx| {
        look_up(&ctx, |record: &Record| record.seen(column).value().map(|value| kinds::outward(&column.kind, value)))
    });
    let movers = column.moves().into_iter().fold(Standing::empty(), |all, way| all | way.by);
    governed(field, &column.responsibility, movers).description(kinds::trimmed(column.description))
}

/// The global id of a record whose type stands beside its id.
fn record_field(table: &'static Table, column: &'static Column) -> Field {
    let field = Field::new(&column.name, TypeRef::named_nn(TypeRef::ID), move |ctx| {
        look_up(&ctx, |record: &Record| {
            let of = record.seen(table.column("record_type")?).value()?;
            match (of, record.seen(column).value()?) {
                (Value::String(Some(of)), Value::Uuid(Some(id))) => {
                    Some(GraphValue::from(id::encode(entity::table(of), *id)))
                }
                _ => None,
            }
        })
    });
    governed(field, &column.responsibility, Standing::empty()).description(kinds::trimmed(column.description))
}

fn version_field() -> Field {
    Field::new("version", TypeRef::named_nn(TypeRef::INT), |ctx| {
        look_up(&ctx, |record: &Record| record.version.map(GraphValue::from))
    })
    .description(
        "The version to send with an update. It counts the changes you may know of, so it differs between organisations.",
    )
}

fn updated_at_field() -> Field {
    Field::new("updatedAt", TypeRef::named("DateTime"), |ctx| {
        look_up(&ctx, |record: &Record| record.updated_at.as_ref().map(kinds::instant))
    })
    .description("When the last change was made that you may know of.")
}

fn related_field(leads: &super::links::Leads) -> Field {
    match leads.link {
        Link::Many(_) => questions::with_arguments(
            Field::new(&leads.name, TypeRef::named(format!("{}Connection", leads.to.type_name)), related),
            leads.to,
        ),
        Link::To(_) | Link::One(_) => Field::new(&leads.name, TypeRef::named(leads.to.type_name), related),
    }
}

fn related(ctx: ResolverContext<'_>) -> FieldFuture<'_> {
    let key = ctx.ctx.item.node.response_key().node.as_str();
    let record = ctx.parent_value.downcast_ref::<Record>();
    FieldFuture::Value(match record.and_then(|record| record.related(key)) {
        Some(Related::One(Some(record))) => Some(FieldValue::borrowed_any(&**record)),
        Some(Related::Many(Some(connection))) => Some(FieldValue::borrowed_any(connection)),
        _ => None,
    })
}

fn records(ctx: ResolverContext<'_>) -> FieldFuture<'_> {
    let connection = ctx.parent_value.downcast_ref::<Connection>();
    FieldFuture::Value(
        connection.map(|connection| {
            FieldValue::list(connection.records.iter().map(|record| FieldValue::borrowed_any(record)))
        }),
    )
}

fn look_up<'a, T: 'static>(ctx: &ResolverContext<'a>, value: impl FnOnce(&T) -> Option<GraphValue>) -> FieldFuture<'a> {
    FieldFuture::from_value(ctx.parent_value.downcast_ref::<T>().and_then(value))
}

fn edge(table: &'static Table) -> Object {
    Object::new(format!("{}Edge", table.type_name))
        .description(format!("A {} in a connection.", table.type_name))
        .field(
            Field::new("cursor", TypeRef::named_nn(TypeRef::STRING), |ctx| {
                look_up(&ctx, |record: &Record| Some(GraphValue::from(id::cursor(record.id))))
            })
            .description("Where the record stands, for `after` and `before`. Opaque."),
        )
        .field(
            Field::new("node", TypeRef::named_nn(table.type_name), |ctx| {
                FieldFuture::Value(
                    ctx.parent_value.downcast_ref::<Record>().map(|record| FieldValue::borrowed_any(record)),
                )
            })
            .description("The record."),
        )
}

fn connection(table: &'static Table) -> Object {
    Object::new(format!("{}Connection", table.type_name))
        .description(format!("A page of {} records (Relay, Cursor Connections).", table.type_name))
        .field(
            Field::new("edges", TypeRef::named_nn_list_nn(format!("{}Edge", table.type_name)), records)
                .description("The records with their cursors."),
        )
        .field(Field::new("nodes", TypeRef::named_nn_list_nn(table.type_name), records).description("The records."))
        .field(
            Field::new("pageInfo", TypeRef::named_nn("PageInfo"), |ctx| {
                let connection = ctx.parent_value.downcast_ref::<Connection>();
                FieldFuture::Value(connection.map(|connection| FieldValue::borrowed_any(connection)))
            })
            .description("Where the page stands."),
        )
        .field(
            Field::new("totalCount", TypeRef::named_nn(TypeRef::INT), |ctx| {
                look_up(&ctx, |connection: &Connection| connection.total.map(GraphValue::from))
            })
            .description("How many records pass the filter on all pages. Counted only when asked for."),
        )
}

fn page_info() -> Object {
    let cursor = |name: &str, end: fn(&[Record]) -> Option<&Record>, description: &str| {
        Field::new(name, TypeRef::named(TypeRef::STRING), move |ctx| {
            look_up(&ctx, |page: &Connection| end(&page.records).map(|record| GraphValue::from(id::cursor(record.id))))
        })
        .description(description)
    };
    let flag = |name: &str, flag: fn(&Connection) -> bool, description: &str| {
        Field::new(name, TypeRef::named_nn(TypeRef::BOOLEAN), move |ctx| {
            look_up(&ctx, |page: &Connection| Some(GraphValue::from(flag(page))))
        })
        .description(description)
    };
    Object::new("PageInfo")
        .description("Where a page stands in its connection (Relay, Cursor Connections).")
        .field(flag("hasNextPage", |page| page.has_next, "Whether there are records after this page."))
        .field(flag("hasPreviousPage", |page| page.has_previous, "Whether there are records before this page."))
        .field(cursor("startCursor", <[Record]>::first, "The cursor of the first record."))
        .field(cursor("endCursor", <[Record]>::last, "The cursor of the last record."))
}

/// Writes the responsibility of a field beside it: `@responsible`.
fn governed(field: Field, responsibility: &Responsibility, movers: Standing) -> Field {
    let mut rules = vec![(responsibility.rule, None)];
    if let Some(of_suspects) = responsibility.of_suspects {
        rules = vec![(responsibility.rule, Some("VICTIM")), (of_suspects, Some("SUSPECT"))];
    }
    rules.into_iter().fold(field, |field, (rule, of)| field.directive(responsible(rule, of, responsibility, movers)))
}

fn responsible(rule: Rule, of: Option<&str>, responsibility: &Responsibility, movers: Standing) -> Directive {
    let parties =
        |standing: Standing| GraphValue::List(standing.names().map(|name| GraphValue::Enum(Name::new(name))).collect());
    let mut directive = Directive::new("responsible").argument("edit", parties(rule.editor));
    if !rule.fillers.is_empty() {
        directive = directive.argument("fill", parties(rule.fillers));
    }
    if !movers.is_empty() {
        directive = directive.argument("move", parties(movers));
    }
    directive = directive.argument("read", parties(rule.readers));
    if responsibility.class.name() != "ORDINARY" {
        directive = directive.argument("class", GraphValue::Enum(Name::new(responsibility.class.name())));
    }
    match of {
        Some(of) => directive.argument("of", GraphValue::Enum(Name::new(of))),
        None => directive,
    }
}
