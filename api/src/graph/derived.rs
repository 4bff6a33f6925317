//! Fields of a record that show no column of their own: what they show is made of columns, which are read for them and
//! are what withholds them.

use async_graphql::dynamic::{Field, FieldFuture, TypeRef};
use entity::{Table, charge};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;

use super::country_pack;
use crate::access::Derived;
use crate::access::record::Record;

/// The name of the field that shows the penalties of a charge.
const PENALTIES: &str = "penalties";

/// The columns that the penalties of a charge turn on.
const PENALTY_COLUMNS: [charge::Column; 2] = [charge::Column::Provision, charge::Column::OffenceOn];

/// The derived fields of a table's records.
pub(super) fn fields(table: &'static Table) -> Vec<Field> {
    if table.name == charge::Entity.as_str() { vec![penalties()] } else { Vec::new() }
}

/// What the derived field of this name is made of, if the table's records have it.
pub(super) fn of(table: &'static Table, name: &str) -> Option<Derived> {
    let penalties = table.name == charge::Entity.as_str() && name == PENALTIES;
    penalties.then(|| Derived {
        name: PENALTIES,
        from: PENALTY_COLUMNS.iter().filter_map(|column| table.column(column.as_str())).collect(),
    })
}

fn penalties() -> Field {
    Field::new(PENALTIES, TypeRef::named(country_pack::REGIME), |ctx| {
        let Some(record) = ctx.parent_value.downcast_ref::<Record>() else { return FieldFuture::Value(None) };
        let [provision, offence_on] = PENALTY_COLUMNS
            .map(|column| record.table.column(column.as_str()).and_then(|field| record.seen(field).value()));
        match (provision, offence_on) {
            (Some(Value::String(Some(code))), Some(Value::ChronoDate(Some(day)))) => {
                country_pack::regime_of(ctx, code, *day)
            }
            _ => FieldFuture::Value(None),
        }
    })
    .description(
        "The penalties that the law has for the offence, by `provision` and `offenceOn`. Null where one of the two is not known, or no penalties are known for that day.",
    )
}
