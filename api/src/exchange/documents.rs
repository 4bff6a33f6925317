//! The documents of a client, from the files that its build makes: GraphQL files, folders of them, or one JSON file of
//! identifiers and texts.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::access::ClientDocument;
use crate::guard::{Guard, Hash};

/// The endings of a file whose text is one document.
const ENDINGS: [&str; 2] = ["graphql", "gql"];

/// The documents of files and folders, each once, or everything that is wrong with them: a line for each fault, with file and
/// place.
pub fn read(paths: &[PathBuf], guard: &Guard) -> Result<Vec<ClientDocument>, Vec<String>> {
    let (mut documents, mut faults): (Vec<ClientDocument>, _) = (Vec::new(), Vec::new());
    let (mut files, mut found) = (Vec::new(), Vec::new());
    for path in paths {
        faults.extend(find(path, &mut files).err());
    }
    for file in &files {
        match texts(file) {
            Ok(texts) => found.extend(texts),
            Err(fault) => faults.push(fault),
        }
    }
    for (place, identifier, text) in found {
        match document(&place, identifier.as_deref(), text, guard) {
            Ok(document) if documents.iter().any(|known| known.hash == document.hash) => {}
            Ok(document) => documents.push(document),
            Err(found) => faults.extend(found),
        }
    }
    if documents.is_empty() && faults.is_empty() {
        faults.push("there is no document: give .graphql files, folders that hold some, or a JSON file".to_owned());
    }
    if faults.is_empty() { Ok(documents) } else { Err(faults) }
}

/// The files at a path: itself, or those that a folder holds, by their names.
fn find(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let named = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut within = Vec::new();
    for entry in fs::read_dir(path).map_err(named)? {
        within.push(entry.map_err(named)?.path());
    }
    within.sort();
    // Folders of a build hold other files too. A link to a folder is not followed: it may lead round in a circle.
    within.retain(|path| if path.is_dir() { !path.is_symlink() } else { ENDINGS.iter().any(|it| ends_with(path, it)) });
    within.iter().try_for_each(|path| find(path, files))
}

fn ends_with(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// A text, where it stands and the identifier its client has for it.
type Found = (String, Option<String>, String);

/// The texts of a file.
fn texts(file: &Path) -> Result<Vec<Found>, String> {
    let named = |problem: &dyn std::fmt::Display| format!("{}: {problem}", file.display());
    let text = fs::read_to_string(file).map_err(|error| named(&error))?;
    if !ends_with(file, "json") {
        return Ok(vec![(file.display().to_string(), None, text)]);
    }
    let json: Value = serde_json::from_str(&text).map_err(|error| named(&error))?;
    let found = match json.get("operations") {
        // Apollo's manifest.
        Some(Value::Array(operations)) => operations
            .iter()
            .map(|operation| Some((operation["id"].as_str()?, operation["body"].as_str()?)))
            .collect::<Option<Vec<_>>>(),
        // An object of identifiers and texts, as Relay and GraphQL Code Generator write it.
        _ => json.as_object().and_then(|object| {
            object.iter().map(|(identifier, text)| Some((identifier.as_str(), text.as_str()?))).collect()
        }),
    };
    let wanted = "it must be an object of identifiers and texts, or a manifest of operations with id and body";
    let place = |(identifier, text): (&str, &str)| {
        (format!("{}, {identifier}", file.display()), Some(identifier.to_owned()), text.to_owned())
    };
    Ok(found.ok_or_else(|| named(&wanted))?.into_iter().map(place).collect())
}

/// A document that the guard takes, under the hash of its text.
fn document(place: &str, identifier: Option<&str>, text: String, guard: &Guard) -> Result<ClientDocument, Vec<String>> {
    let hash = Hash::of(&text);
    if identifier.is_some_and(|identifier| Hash::parse(identifier).as_ref() != Some(&hash)) {
        return Err(vec![format!(
            "{place}: the identifier is not the SHA-256 of the text. Let the client's build make identifiers by SHA-256"
        )]);
    }
    let document = guard.document(&text).map_err(|refusals| {
        let at = |pos: async_graphql::Pos| format!(", line {}, column {}", pos.line, pos.column);
        let line = |refusal: crate::guard::Refusal| {
            format!("{place}{}: {}", refusal.at.map(at).unwrap_or_default(), refusal.message)
        };
        refusals.into_iter().map(line).collect::<Vec<_>>()
    })?;
    let stem = || Path::new(place).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = document.name().map_or_else(stem, str::to_owned).chars().take(NAME).collect();
    Ok(ClientDocument { hash: hash.digits().to_owned(), name, text })
}

/// The most characters of a name.
const NAME: usize = 200;
