//! When an answer goes back that found nothing: at the next full step since it was asked.
//!
//! The database takes a moment longer to find that a row is out of scope than that there is none. An answer that says
//! "nothing" therefore waits for the next step, which both reach alike.

use std::time::{Duration, Instant};

use async_graphql::{Response, Value};

/// The length of a step: several times what such an answer takes.
pub(super) const STEP: Duration = Duration::from_millis(5);

/// How deep in an answer it is looked for what was not found: a root field, a connection below it, what that holds.
const DEPTH: usize = 3;

/// Waits for the next full step since `begun`, where the answer found nothing somewhere.
pub(super) async fn keep(step: Duration, begun: Instant, response: &Response) {
    if step.is_zero() || !found_nothing(response) {
        return;
    }
    let steps = begun.elapsed().as_nanos() / step.as_nanos() + 1;
    let wait = step.saturating_mul(u32::try_from(steps).unwrap_or(u32::MAX)).saturating_sub(begun.elapsed());
    tokio::time::sleep(wait).await;
}

fn found_nothing(response: &Response) -> bool {
    let Value::Object(roots) = &response.data else { return true };
    let missing = |value: &Value| match value {
        Value::Null => true,
        Value::List(items) => items.contains(&Value::Null),
        Value::Number(_)
        | Value::String(_)
        | Value::Boolean(_)
        | Value::Binary(_)
        | Value::Enum(_)
        | Value::Object(_) => false,
    };
    !response.errors.is_empty() || roots.values().any(|root| missing(root) || is_empty(root, DEPTH))
}

/// Whether it is an empty list, none or no, or holds one.
fn is_empty(value: &Value, depth: usize) -> bool {
    match value {
        Value::List(items) => items.is_empty(),
        Value::Number(number) => number.as_u64() == Some(0),
        Value::Boolean(flag) => !flag,
        Value::Object(fields) => depth > 1 && fields.values().any(|field| is_empty(field, depth - 1)),
        Value::Null | Value::String(_) | Value::Binary(_) | Value::Enum(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::value;

    use super::*;

    #[test]
    fn what_was_not_found_is_seen_wherever_it_is_asked_for() {
        for nothing in [
            value!({ "node": null }),
            value!({ "nodes": [{ "id": "a" }, null] }),
            value!({ "cases": { "totalCount": 0 } }),
            value!({ "cases": { "edges": [] } }),
            value!({ "node": { "victims": { "nodes": [] } } }),
            value!({ "accessSimulate": { "exists": false } }),
        ] {
            assert!(found_nothing(&Response::new(nothing.clone())), "{nothing}");
        }
        for something in [value!({ "node": { "id": "a", "openedOn": null } }), value!({ "cases": { "totalCount": 1 } })]
        {
            assert!(!found_nothing(&Response::new(something.clone())), "{something}");
        }
    }
}
