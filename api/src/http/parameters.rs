//! The parameters of a GraphQL request, from a body or from a URL (GraphQL over HTTP, "Request Parameters" and its appendix
//! "Persisted Documents").

use async_graphql::{Request, Variables};
use axum::extract::Query;
use axum::http::Uri;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::json;

/// The parameters. Others are ignored; one that comes twice is refused, or a guard on the way would read the one and the
/// hub the other. So is a member of their objects.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    query: Option<String>,
    document_id: Option<String>,
    operation_name: Option<String>,
    variables: Option<Map<String, Value>>,
    extensions: Option<Map<String, Value>>,
}

/// A request as it was sent.
pub(super) struct Asked {
    /// The identifier of the document, where it was sent in place of the text.
    pub(super) document: Option<String>,
    /// The rest; without a text where there is an identifier.
    pub(super) request: Request,
}

/// What a body or a URL must be.
pub(super) const FORM: &str = "This is not a GraphQL request: it has query or documentId, and not both, each a string; operationName is a string, \
     variables and extensions are JSON objects; each comes once.";

/// The request of a JSON body; none where it is not one.
pub(super) fn of_body(body: &[u8]) -> Option<Asked> {
    // A struct may come as an array, too, and an array would be a batch.
    let object = body.trim_ascii_start().starts_with(b"{");
    let members = object.then(|| json::object(body)).flatten()?;
    let parameters: Parameters = serde_json::from_value(Value::Object(members)).ok()?;
    parameters.into_asked()
}

/// The request of a URL; none where it is not one.
pub(super) fn of_url(uri: &Uri) -> Option<Asked> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    let once = |name: &str| {
        let mut values = pairs.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str());
        let value = values.next();
        values.next().is_none().then_some(value)
    };
    let object = |name: &str| match once(name)? {
        None | Some("") => Some(None),
        Some(text) if text.trim() == "null" => Some(None),
        Some(text) => json::object(text.as_bytes()).map(Some),
    };
    let parameters = Parameters {
        query: once("query")?.map(str::to_owned),
        document_id: once("documentId")?.map(str::to_owned),
        operation_name: once("operationName")?.filter(|name| !name.is_empty()).map(str::to_owned),
        variables: object("variables")?,
        extensions: object("extensions")?,
    };
    parameters.into_asked()
}

impl Parameters {
    fn into_asked(self) -> Option<Asked> {
        let extensions = self.extensions.unwrap_or_default();
        let (text, document) = match (self.query, self.document_id) {
            (Some(_), Some(_)) => return None,
            (Some(text), None) => (text, None),
            (None, Some(document)) => (String::new(), Some(document)),
            (None, None) => (String::new(), Some(persisted_query(&extensions)?)),
        };
        let variables = Variables::from_json(Value::Object(self.variables.unwrap_or_default()));
        let mut request = Request::new(text).variables(variables);
        request.operation_name = self.operation_name;
        for (name, value) in extensions {
            if let Ok(value) = async_graphql::Value::from_json(value) {
                request.extensions.insert(name, value);
            }
        }
        Some(Asked { document, request })
    }
}

/// The identifier as Apollo's clients send it. Where the text comes with it, the text alone counts: nothing is registered
/// by asking.
fn persisted_query(extensions: &Map<String, Value>) -> Option<String> {
    let persisted = extensions.get("persistedQuery").filter(|persisted| persisted["version"] == 1)?;
    persisted["sha256Hash"].as_str().map(str::to_owned)
}
