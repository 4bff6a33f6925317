//! Fields of a record that show no column of their own: what they show is made of columns, which are read for them and
//! are what withholds them.

use async_graphql::dynamic::{Field, FieldFuture, TypeRef};
use entity::{Table, charge, participation};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;

use super::country_pack;
use crate::access::record::Record;
use crate::access::{Derived, Seen};

/// The name of the field that shows the penalties of a charge.
const PENALTIES: &str = "penalties";

/// The columns that the penalties of a charge turn on.
const PENALTY_COLUMNS: [charge::Column; 2] = [charge::Column::Provision, charge::Column::OffenceOn];

/// The name of the field that shows when a part in a case was last made use of: for whoever reads when it lapses.
pub(super) const LAST_USE: &str = "lastUsedOn";

/// The derived fields of a table's records.
pub(super) fn fields(table: &'static Table) -> Vec<Field> {
    if table.name == charge::Entity.as_str() {
        vec![penalties()]
    } else if table.name == participation::Entity.as_str() {
        vec![last_used_on()]
    } else {
        Vec::new()
    }
}

/// What the derived field of this name is made of, if the table's records have it.
pub(super) fn of(table: &'static Table, name: &str) -> Option<Derived> {
    let made_of = |name, columns: &[&str]| {
        Some(Derived { name, from: columns.iter().filter_map(|column| table.column(column)).collect() })
    };
    if table.name == charge::Entity.as_str() && name == PENALTIES {
        made_of(PENALTIES, &PENALTY_COLUMNS.map(|column| column.as_str()))
    } else if table.name == participation::Entity.as_str() && name == LAST_USE {
        made_of(LAST_USE, &[participation::Column::LapsesOn.as_str()])
    } else {
        None
    }
}

fn last_used_on() -> Field {
    Field::new(LAST_USE, TypeRef::named("Date"), |ctx| {
        let record = ctx.parent_value.downcast_ref::<Record>();
        let lapses_on = record.and_then(|record| record.table.column(participation::Column::LapsesOn.as_str()));
        let shown = record.filter(|record| lapses_on.is_some_and(|column| *record.seen(column) != Seen::Withheld));
        FieldFuture::from_value(shown.and_then(|record| Some(record.last_used_on?.to_string().into())))
    })
    .description(
        "The day on which the organisation taking part, or its officer where the part is one officer's, last read or changed \
         something of the case. Null where it never did.",
    )
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
