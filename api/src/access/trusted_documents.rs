//! The documents that were registered for organisations' clients. They are of no case; the operator keeps them.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use entity::{organisation, trusted_document};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Store;
use crate::error::{Error, ErrorCode, Result};

/// A document that an organisation's clients are to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientDocument {
    /// The SHA-256 of its text: 64 hexadecimal digits, in lower case.
    pub hash: String,
    /// What people call it.
    pub name: String,
    /// Its text, to the letter.
    pub text: String,
}

/// A document that was registered for an organisation's clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedDocument {
    /// The SHA-256 of its text.
    pub hash: String,
    /// What people call it.
    pub name: String,
    /// The code of the organisation.
    pub organisation: String,
    /// When it was registered.
    pub added_at: DateTime<Utc>,
    /// When it was retired, if it was.
    pub retired_at: Option<DateTime<Utc>>,
}

impl Store {
    /// Registers documents for the clients of an organisation: all or none. Answers the hashes of those that were not there.
    pub async fn trust(&self, organisation: &str, documents: &[ClientDocument]) -> Result<HashSet<String>> {
        use trusted_document::Column as C;
        self.require_trusted()?;
        let transaction = self.begin().await?;
        let organisation = organisation::Entity::find()
            .filter(organisation::Column::Code.eq(organisation))
            .one(&transaction)
            .await?
            .ok_or_else(no_organisation)?;
        let (mut added, now) = (HashSet::new(), self.clock().now());
        for ClientDocument { hash, name, text } in documents {
            let known = trusted_document::Entity::find()
                .select_only()
                .column(C::Id)
                .filter(C::OrganisationId.eq(organisation.id))
                .filter(C::Hash.eq(hash.as_str()))
                .filter(C::RetiredAt.is_null())
                .into_tuple::<Uuid>()
                .one(&transaction)
                .await?;
            if known.is_some() {
                continue;
            }
            let row = trusted_document::ActiveModel {
                id: ActiveValue::Set(self.clock().id()),
                organisation_id: ActiveValue::Set(organisation.id),
                hash: ActiveValue::Set(hash.clone()),
                name: ActiveValue::Set(name.clone()),
                text: ActiveValue::Set(text.clone()),
                added_at: ActiveValue::Set(now),
                retired_at: ActiveValue::Set(None),
            };
            trusted_document::Entity::insert(row).exec_without_returning(&transaction).await?;
            added.insert(hash.clone());
        }
        transaction.commit().await?;
        Ok(added)
    }

    /// The text of the document with this hash that an organisation's clients may send: one indexed statement for each
    /// request, so that a document that is retired is refused from the next one on, on every server.
    pub async fn trusted_text(&self, organisation: Uuid, hash: &str) -> Result<Option<String>> {
        use trusted_document::Column as C;
        let found = trusted_document::Entity::find()
            .select_only()
            .column(C::Text)
            .filter(C::OrganisationId.eq(organisation))
            .filter(C::Hash.eq(hash))
            .filter(C::RetiredAt.is_null())
            .into_tuple::<String>()
            .one(self.connection())
            .await?;
        Ok(found)
    }

    /// What was registered, those that were retired last.
    pub async fn trusted_documents(&self) -> Result<Vec<TrustedDocument>> {
        use trusted_document::Column as C;
        let rows = trusted_document::Entity::find()
            .find_also_related(organisation::Entity)
            .order_by_asc(C::RetiredAt.is_not_null())
            .order_by_asc(organisation::Column::Code)
            .order_by_asc(C::Name)
            .order_by_asc(C::Id)
            .all(self.connection())
            .await?;
        let document = |(row, organisation): (trusted_document::Model, Option<organisation::Model>)| TrustedDocument {
            hash: row.hash,
            name: row.name,
            organisation: organisation.map(|organisation| organisation.code).unwrap_or_default(),
            added_at: row.added_at,
            retired_at: row.retired_at,
        };
        Ok(rows.into_iter().map(document).collect())
    }

    /// Retires the document with this hash, of one organisation or of all; answers of how many.
    pub async fn retire_document(&self, hash: &str, organisation: Option<&str>) -> Result<u64> {
        use trusted_document::Column as C;
        self.require_trusted()?;
        let mut retiring = trusted_document::Entity::update_many()
            .col_expr(C::RetiredAt, Expr::value(self.clock().now()))
            .filter(C::Hash.eq(hash))
            .filter(C::RetiredAt.is_null());
        if let Some(code) = organisation {
            let found = organisation::Entity::find().filter(organisation::Column::Code.eq(code));
            let organisation = found.one(self.connection()).await?.ok_or_else(no_organisation)?;
            retiring = retiring.filter(C::OrganisationId.eq(organisation.id));
        }
        Ok(retiring.exec(self.connection()).await?.rows_affected)
    }
}

fn no_organisation() -> Error {
    Error::new(ErrorCode::NotFound, "There is no such organisation. Check --organisation.")
}
