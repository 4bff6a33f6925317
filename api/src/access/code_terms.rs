//! The labels and mappings of codes that were loaded. They are of no case, and everybody reads them.

use std::collections::HashMap;

use entity::code_term;
use entity::value::CodeList;
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Store;
use super::batch::lots;
use crate::codes::{About, BUILT_IN_VERSION, ListInForce, Term, built_in, known};
use crate::error::Result;

/// What a load of terms changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Terms that are new or say something else than before.
    pub terms: usize,
    /// Lists that have a new version by it.
    pub lists: usize,
}

impl Store {
    /// The code lists as they are in force, in the order asked for: one statement.
    pub async fn code_lists(&self, lists: &[&'static CodeList]) -> Result<Vec<ListInForce>> {
        in_force(self.connection(), lists).await
    }

    /// Loads terms, all or none. From then on they win over what was in force; that is kept as an earlier version. A
    /// term that says nothing new is passed over.
    pub async fn load_code_terms(&self, terms: &[Term]) -> Result<Loaded> {
        let concerned: Vec<&'static CodeList> =
            entity::codes::lists().filter(|list| terms.iter().any(|term| term.list == list.name)).collect();
        self.require_trusted()?;
        let transaction = self.begin().await?;
        let now = self.clock().now();
        let mut rows = Vec::new();
        let mut loaded = Loaded::default();
        for list in in_force(&transaction, &concerned).await? {
            let new: Vec<&Term> = terms.iter().filter(|term| term.list == list.name && !list.says(term)).collect();
            loaded.terms += new.len();
            loaded.lists += usize::from(!new.is_empty());
            for term in new {
                let (kind, scheme_or_language) = term.about.key();
                rows.push(code_term::ActiveModel {
                    id: ActiveValue::Set(self.clock().id()),
                    list: ActiveValue::Set(term.list.to_owned()),
                    code: ActiveValue::Set(term.code.to_owned()),
                    kind: ActiveValue::Set(kind),
                    scheme_or_language: ActiveValue::Set(scheme_or_language.to_owned()),
                    value: ActiveValue::Set(term.value.clone()),
                    version: ActiveValue::Set(list.version + 1),
                    loaded_at: ActiveValue::Set(now),
                });
            }
        }
        for rows in lots(rows) {
            code_term::Entity::insert_many(rows).exec_without_returning(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(loaded)
    }
}

async fn in_force(connection: &impl ConnectionTrait, lists: &[&'static CodeList]) -> Result<Vec<ListInForce>> {
    let rows = code_term::Entity::find()
        .filter(code_term::Column::List.is_in(lists.iter().map(|list| list.name)))
        .order_by_asc(code_term::Column::Version)
        .order_by_asc(code_term::Column::Id)
        .all(connection)
        .await?;
    let mut versions: HashMap<&str, i32> = HashMap::new();
    let mut loaded = Vec::new();
    for row in &rows {
        let version = versions.entry(&row.list).or_insert(row.version);
        *version = row.version.max(*version);
        // A term of a code that a later release of the hub no longer has says nothing.
        if let Some((list, code)) = known(&row.list, &row.code)
            && let Some(about) = About::of(row.kind, &row.scheme_or_language)
        {
            loaded.push(Term { list: list.name, code, about, value: row.value.clone() });
        }
    }
    let list = |list: &&'static CodeList| {
        let version = versions.get(list.name).copied().unwrap_or(BUILT_IN_VERSION);
        ListInForce::of(list, version, built_in().iter().chain(&loaded))
    };
    Ok(lists.iter().map(list).collect())
}
