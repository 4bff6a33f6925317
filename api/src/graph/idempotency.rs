//! What makes an act safe to send again: its idempotency key, as in the IETF's draft of the HTTP header field of that name.

use async_graphql::dynamic::{InputValue, ResolverContext, TypeRef};
use serde_json::{Map, Value as Json, json};

use super::mutations::text;
use crate::access::Key;
use crate::error::{Error, Result};
use crate::guard::Hash;

const ARGUMENT: &str = "idempotencyKey";

/// The argument, which every act has.
pub(super) fn argument() -> InputValue {
    InputValue::new(ARGUMENT, TypeRef::named(TypeRef::STRING)).description(
        "A new key for each act, such as a UUID: 1 to 64 characters of `A-Z a-z 0-9 - _`. Sent again under it within 30 days, the \
         act is not done again, and its record is answered as you may see it then. Other input under it is refused.",
    )
}

/// The key that an act was sent under, with the hash of all that was sent beside it.
pub(super) fn key(ctx: &ResolverContext<'_>, act: &str) -> Result<Option<Key>> {
    let Some(key) = text(ctx, ARGUMENT) else { return Ok(None) };
    let mut input = Map::new();
    for (name, value) in ctx.args.as_index_map().iter().filter(|(name, _)| *name != ARGUMENT) {
        input.insert(name.to_string(), value.clone().into_json().map_err(Error::internal)?);
    }
    let mut sent: Json = json!({ act: input });
    sent.sort_all_objects();
    Key::new(key, Hash::of(&sent.to_string()).digits().to_owned()).map(Some)
}
