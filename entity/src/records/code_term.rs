//! How codes are called in other languages and schemes, as far as it was loaded. It stands outside every case.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::CodeTermKind;
use crate::rights::{EVERYONE, Governed, Responsibility, system};

/// A label of a code in a language, or its value in another scheme. A later load of the same adds a row with a higher
/// version, which is in force from then on; the earlier row is kept.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "code_term")]
pub struct Model {
    /// The term's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The name of the code list.
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub list: String,
    /// The code of the list.
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub code: String,
    /// Whether it is a label or a mapping.
    pub kind: CodeTermKind,
    /// The scheme of a mapping, or the language of a label (ISO 639, three letters).
    #[sea_orm(column_type = "String(StringLen::N(20))")]
    pub scheme_or_language: String,
    /// The label, or the value in the scheme.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub value: String,
    /// The version of the list that the load made. Version 1 is what the hub is built with.
    pub version: i32,
    /// When it was loaded.
    pub loaded_at: DateTimeUtc,
}

/// What a record refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Governed for Column {
    fn responsibility(self) -> Responsibility {
        match self {
            Self::Id
            | Self::List
            | Self::Code
            | Self::Kind
            | Self::SchemeOrLanguage
            | Self::Value
            | Self::Version
            | Self::LoadedAt => system().read_by(EVERYONE),
        }
    }
}
