//! The directory of organisations as a service directory: who offers what, where, with room to spare; and the accounts of
//! the viewer's own organisation.

use std::sync::Arc;

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Field, InputValue, ResolverContext, TypeRef};
use entity::codes::ServiceType;
use entity::organisation::{Column, Entity};
use entity::{Table, account, table};
use sea_orm::IdenStatic;

use super::queries::page_of;
use super::{Session, kinds};
use crate::access::{Filter, Page, Test};
use crate::error::{Error, Result};

/// The question for organisations.
pub(super) fn field() -> Field {
    page_of("organisations", table(Entity.as_str()), narrow)
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
        .description(
            "The organisations of the directory. With `service`, `district` or `hasCapacity` a directory of services.",
        )
}

/// The question for the accounts of the viewer's organisation.
pub(super) fn accounts() -> Field {
    page_of("accounts", table(account::Entity.as_str()), |ctx, accounts, page| {
        let own = ctx.ctx.data::<Arc<Session>>().map_err(|_| Error::internal("a question without a session"))?;
        let own = Test::Equals(own.viewer.organisation().into());
        let column = accounts.column(account::Column::OrganisationId.as_str());
        page.narrow(column.map(|column| Filter::Field(column, own)));
        Ok(())
    })
    .description("The accounts of your organisation.")
}

/// Only those that the question's own arguments ask for.
fn narrow(ctx: &ResolverContext<'_>, organisations: &'static Table, page: &mut Page) -> Result<()> {
    let sent = ctx.args.as_index_map();
    let test = |column: Column, test| Some(Filter::Field(organisations.column(column.as_str())?, test));
    let mut tests = Vec::new();
    if let Some(service) = sent.get("service").and_then(kinds::text) {
        tests.extend(test(Column::Services, Test::Contains(service)));
    }
    if let Some(district) = sent.get("district").and_then(kinds::text) {
        let serves = [Test::Contains(district), Test::Known(false)];
        tests.push(Filter::Or(serves.into_iter().filter_map(|serves| test(Column::ServedDistricts, serves)).collect()));
    }
    if let Some(GraphValue::Boolean(room)) = sent.get("hasCapacity") {
        let places = if *room { Test::From(1.into()) } else { Test::Equals(0.into()) };
        tests.extend(test(Column::FreePlaces, places));
    }
    if !tests.is_empty() {
        tests.extend(test(Column::Active, Test::Equals(true.into())));
        page.narrow(tests);
    }
    Ok(())
}
