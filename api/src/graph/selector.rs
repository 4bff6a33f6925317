//! How a case is named: by its id or by its national number.

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{InputObject, InputValue, SchemaBuilder, TypeRef};
use entity::{case, table};
use sea_orm::IdenStatic;

use super::{id, kinds};
use crate::access::CaseName;
use crate::error::{Error, Result};

/// The name of the type that names a case.
const CASE: &str = "CaseSelector";

/// Registers the selectors.
pub(super) fn register(schema: SchemaBuilder) -> SchemaBuilder {
    schema.register(
        InputObject::new(CASE)
            .oneof()
            .description("A case, named in exactly one way.")
            .field(InputValue::new("id", TypeRef::named(TypeRef::ID)).description("The case's id."))
            .field(
                InputValue::new("caseNo", TypeRef::named(TypeRef::STRING))
                    .description("The national case number, such as `LS-2026-000123`."),
            ),
    )
}

/// The argument that names a case.
pub(super) fn argument(name: &str) -> InputValue {
    InputValue::new(name, TypeRef::named_nn(CASE)).description("The case, by its id or its national number.")
}

/// The case that is named at `path`; `None` where nothing can be called so.
pub(super) fn case(path: &str, value: &GraphValue) -> Result<Option<CaseName>> {
    let GraphValue::Object(fields) = value else { return Err(Error::invalid(path, "names no case")) };
    let cases = table(case::Entity.as_str());
    match fields.iter().map(|(name, value)| (name.as_str(), value)).collect::<Vec<_>>()[..] {
        [("id", sent)] => Ok(kinds::text(sent).and_then(|text| id::of(cases, &text)).map(CaseName::Id)),
        [("caseNo", sent)] => Ok(kinds::text(sent).map(CaseName::Number)),
        _ => Err(Error::invalid(path, "names the case in one way. Send exactly one of id and caseNo")),
    }
}
