//! A record that is to be added: what the viewer gives, and what the hub itself puts in.

use entity::{Field, Kind, table};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::value::is_nothing;
use super::work::as_id;

/// A record to be added.
#[derive(Debug, Default)]
pub struct Draft {
    /// The id the client made; without one, the hub makes it.
    pub id: Option<Uuid>,
    /// What the viewer gives.
    pub given: Vec<(&'static Field, Value)>,
    /// What the hub itself puts in, by column.
    pub kept: Vec<(&'static str, Value)>,
}

impl Draft {
    /// A draft of what is set in a sea-orm active model, all of it given by the viewer.
    pub fn of<A: sea_orm::ActiveModelTrait>(model: &A) -> Self {
        use sea_orm::{ActiveValue, EntityName, Iterable};
        let table = table(A::Entity::default().table_name());
        let mut draft = Self::default();
        for column in <A::Entity as sea_orm::EntityTrait>::Column::iter() {
            let (ActiveValue::Set(value) | ActiveValue::Unchanged(value)) = model.get(column) else { continue };
            match table.column(column.as_str()) {
                Some(Field { kind: Kind::Id, .. }) => draft.id = as_id(&value),
                Some(field) => draft.given.push((field, value)),
                None => {}
            }
        }
        draft
    }

    /// The value the hub puts into a column.
    pub fn keep(mut self, column: impl IdenStatic, value: impl Into<Value>) -> Self {
        self.kept.push((column.as_str(), value.into()));
        self
    }

    /// The value the hub puts into a column that the viewer leaves open.
    pub fn suggest(self, column: impl IdenStatic, value: impl Into<Value>) -> Self {
        if self.given.iter().any(|(field, given)| field.column == column.as_str() && !is_nothing(given)) {
            return self;
        }
        self.keep(column, value)
    }

    /// The value a column is to have, as far as it is said.
    pub(crate) fn value(&self, column: &str) -> Option<&Value> {
        let given = self.given.iter().find(|(field, _)| field.column == column).map(|(_, value)| value);
        given.or_else(|| self.kept.iter().find(|(name, _)| *name == column).map(|(_, value)| value))
    }
}
