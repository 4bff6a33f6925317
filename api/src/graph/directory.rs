//! The directory of organisations as a service directory: who offers what, where, with room to spare.

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Field, InputValue, ResolverContext, TypeRef};
use entity::codes::ServiceType;
use entity::organisation::{Column, Entity};
use entity::{Field as Governed, Table};
use sea_orm::IdenStatic;

use super::kinds;
use crate::access::{Filter, Test};

/// Whether a table is the directory.
pub(super) fn is_directory(table: &Table) -> bool {
    table.name == Entity.as_str()
}

/// The arguments of the directory beside those of every connection.
pub(super) fn with_arguments(field: Field) -> Field {
    field
        .argument(
            InputValue::new("service", TypeRef::named(ServiceType::LIST.name))
                .description("Only active organisations that offer this service."),
        )
        .argument(InputValue::new("district", TypeRef::named(TypeRef::STRING)).description(
            "Only active organisations that serve this district, by its code in the country's pack; those that name no \
             districts serve the whole country.",
        ))
        .argument(InputValue::new("hasCapacity", TypeRef::named(TypeRef::BOOLEAN)).description(
            "Only active organisations that say they have a place free, or only those that say they have none.",
        ))
}

/// The filter that the directory's own arguments state, with what else was asked.
pub(super) fn asked(table: &'static Table, ctx: &ResolverContext<'_>, asked: Option<Filter>) -> Option<Filter> {
    let sent = ctx.args.as_index_map();
    let column = |column: Column| table.column(column.as_str());
    let test = |field: Option<&'static Governed>, test| Some(Filter::Field(field?, test));
    let mut tests = Vec::new();
    if let Some(service) = sent.get("service").and_then(kinds::text) {
        tests.extend(test(column(Column::Services), Test::Contains(service)));
    }
    if let Some(district) = sent.get("district").and_then(kinds::text) {
        let districts = column(Column::ServedDistricts);
        let either = [test(districts, Test::Contains(district)), test(districts, Test::Known(false))];
        tests.push(Filter::Or(either.into_iter().flatten().collect()));
    }
    if let Some(GraphValue::Boolean(room)) = sent.get("hasCapacity") {
        let places = if *room { Test::From(1.into()) } else { Test::Equals(0.into()) };
        tests.extend(test(column(Column::FreePlaces), places));
    }
    if tests.is_empty() {
        return asked;
    }
    tests.extend(test(column(Column::Active), Test::Equals(true.into())));
    Some(Filter::And(tests.into_iter().chain(asked).collect()))
}
