//! `schema.graphql`: the contract, printed.

use async_graphql::SDLExportOptions;
use async_graphql::dynamic::Schema;

use super::Hub;

/// The directive that every governed field carries. The library keeps no definition for it, so it is said here.
const DIRECTIVES: &str = r#""""
Who is responsible for a field: who edits it, who may give it its first value while it is empty, who reads it.
A field you may not read is null, and is named in `extensions.withheld`.
"""
directive @responsible(
  """
  Who changes the value. Empty where the hub keeps it, or where it is fixed once given.
  """
  edit: [Party!]!
  """
  Who may give the empty field its first value.
  """
  fill: [Party!]
  """
  Who moves the value from state to state, by acts.
  """
  move: [Party!]
  """
  Who reads the value.
  """
  read: [Party!]!
  """
  How sensitive a value is; ORDINARY where it is not said.
  """
  class: Sensitive
  """
  Whom the rule is about, where it differs between victims and suspects.
  """
  of: Subject
) repeatable on FIELD_DEFINITION

"""
How sensitive a value is beyond the ordinary.
"""
enum Sensitive {
  """
  It identifies a person.
  """
  IDENTITY
  """
  It is about health or counselling.
  """
  HEALTH
  """
  It says where somebody can be found.
  """
  LOCATION
}

"#;

impl Hub {
    /// The contract: the schema in the GraphQL schema definition language.
    pub fn sdl(&self) -> String {
        sdl(self.schema())
    }
}

/// The text of a schema, with the directive it lacks.
pub(super) fn sdl(schema: &Schema) -> String {
    let options = SDLExportOptions::new().include_specified_by().use_space_ident();
    format!("{DIRECTIVES}{}\n", schema.sdl_with_options(options).trim())
}
