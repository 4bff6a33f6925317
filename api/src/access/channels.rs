//! The ways to reach somebody, each with the word on whether it is safe: a letter or a call can betray a victim.

use entity::{Field, Table};
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::value::is_nothing;
use super::work::Work;
use crate::error::{Error, Result};

/// The columns that hold a way to reach somebody, each with the column that says whether it is safe.
fn channels(table: &Table) -> impl Iterator<Item = (&Field, &Field)> {
    table.fields.iter().filter_map(|safety| Some((table.column(safety.column.strip_suffix("_safe")?)?, safety)))
}

/// Refuses a new record with a way to reach somebody of which it is not said whether it is safe.
pub(super) fn require_safe(table: &Table, row: &[Value]) -> Result<()> {
    let given = |field: &Field| !is_nothing(&row[field.index]);
    match channels(table).find(|(channel, safety)| given(channel) && !given(safety)) {
        Some((_, safety)) => Err(unsaid(table, safety)),
        None => Ok(()),
    }
}

impl Work {
    /// The same of a record that was changed.
    pub(super) async fn require_safe_channels(
        &mut self,
        table: &'static Table,
        id: Uuid,
        touched: impl Iterator<Item = &'static Field>,
    ) -> Result<()> {
        let touched: Vec<usize> = touched.map(|field| field.index).collect();
        let is_touched = |field: &Field| touched.contains(&field.index);
        for (channel, safety) in channels(table).filter(|(channel, safety)| is_touched(channel) || is_touched(safety)) {
            let [way, word] = self.stored(table, id, [channel.column, safety.column]).await?;
            if !is_nothing(&way) && is_nothing(&word) {
                return Err(unsaid(table, safety));
            }
        }
        Ok(())
    }
}

fn unsaid(table: &Table, safety: &Field) -> Error {
    let path = format!("{}.{}", table.type_name, safety.name);
    Error::invalid(path, "is required. Say whether it is safe to reach the person this way")
}
