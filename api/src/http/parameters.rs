//! The parameters of a GraphQL request, from a body or from a URL (GraphQL over HTTP, "Request Parameters").

use async_graphql::{Request, Variables};
use axum::extract::Query;
use axum::http::Uri;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The parameters. Others are ignored; one that comes twice is refused, or a guard on the way would read the one and the
/// hub the other.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    query: String,
    operation_name: Option<String>,
    variables: Option<Map<String, Value>>,
    extensions: Option<Map<String, Value>>,
}

/// What a body or a URL must be.
pub(super) const FORM: &str = "This is not a GraphQL request: query must be a string, operationName a string, variables and extensions \
                               JSON objects; each comes once, and all but query may be left out.";

/// The request of a JSON body; none where it is not one.
pub(super) fn of_body(body: &[u8]) -> Option<Request> {
    // A struct may come as an array, too, and an array would be a batch.
    let object = body.trim_ascii_start().starts_with(b"{");
    let parameters: Parameters = object.then(|| serde_json::from_slice(body).ok()).flatten()?;
    Some(parameters.into_request())
}

/// The request of a URL; none where it is not one.
pub(super) fn of_url(uri: &Uri) -> Option<Request> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    let once = |name: &str| {
        let mut values = pairs.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str());
        let value = values.next();
        values.next().is_none().then_some(value)
    };
    let object = |name: &str| match once(name)? {
        None | Some("") => Some(None),
        Some(json) => serde_json::from_str::<Option<Map<String, Value>>>(json).ok(),
    };
    let parameters = Parameters {
        query: once("query")??.to_owned(),
        operation_name: once("operationName")?.filter(|name| !name.is_empty()).map(str::to_owned),
        variables: object("variables")?,
        extensions: object("extensions")?,
    };
    Some(parameters.into_request())
}

impl Parameters {
    fn into_request(self) -> Request {
        let variables = Variables::from_json(Value::Object(self.variables.unwrap_or_default()));
        let mut request = Request::new(self.query).variables(variables);
        request.operation_name = self.operation_name;
        for (name, value) in self.extensions.unwrap_or_default() {
            if let Ok(value) = async_graphql::Value::from_json(value) {
                request.extensions.insert(name, value);
            }
        }
        request
    }
}
