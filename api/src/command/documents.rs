//! `documents`: what an organisation's clients are known to send.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Outcome, open_current};
use crate::exchange;
use crate::graph::hub;
use crate::guard::Hash;
use crate::settings::Configuration;

#[derive(Subcommand, Debug)]
pub(super) enum Documents {
    /// Registers the documents of an organisation's clients: all of them or, where one is not taken, none.
    ///
    /// Prints the identifier of each, which a client sends as `documentId` in place of the text. What is registered already
    /// stays as it is. An organisation whose `acceptedDocuments` is REGISTERED sends no others; the coordinator says so by
    /// organisationUpdate.
    Add {
        /// The code of the organisation, such as LMPS.
        #[arg(long, value_name = "CODE")]
        organisation: String,
        /// GraphQL files, each one document to the letter; folders that hold .graphql or .gql files; or JSON files of
        /// identifiers (SHA-256) and texts, as Relay, GraphQL Code Generator and Apollo write them.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Lists what is registered: identifier, organisation, the day it was registered and, if so, retired, and the name.
    List,
    /// Retires documents: from the next request on, no client may send them. `add` registers them again.
    Retire {
        /// The code of the organisation. [default: every organisation it is registered for]
        #[arg(long, value_name = "CODE")]
        organisation: Option<String>,
        /// The identifiers, with `sha256:` or without.
        #[arg(required = true, value_name = "HASH")]
        hashes: Vec<String>,
    },
}

pub(super) async fn run(configuration: &Configuration, what: Documents) -> Outcome {
    match what {
        Documents::Add { organisation, files } => add(configuration, &organisation, &files).await,
        Documents::List => list(configuration).await,
        Documents::Retire { organisation, hashes } => retire(configuration, organisation.as_deref(), &hashes).await,
    }
}

async fn add(configuration: &Configuration, organisation: &str, files: &[PathBuf]) -> Outcome {
    let hub = hub(configuration.limits.clone())?;
    let documents = exchange::documents::read(files, hub.guard())
        .map_err(|faults| format!("nothing was registered, for this is not taken:\n{}", faults.join("\n")))?;
    let store = open_current(configuration).await?;
    let added = store.trust(organisation, &documents).await?;
    for document in &documents {
        let known = if added.contains(&document.hash) { "" } else { " (registered already)" };
        println!("{} {}{known}", Hash::of(&document.text).identifier(), document.name);
    }
    eprintln!("{} documents registered for {organisation}", added.len());
    Ok(store.close().await?)
}

async fn list(configuration: &Configuration) -> Outcome {
    let store = open_current(configuration).await?;
    for document in store.trusted_documents().await? {
        let identifier = Hash::parse(&document.hash).map(|hash| hash.identifier()).unwrap_or_default();
        let retired = document.retired_at.map(|at| format!(" retired {}", at.date_naive())).unwrap_or_default();
        let (organisation, added, name) = (document.organisation, document.added_at.date_naive(), document.name);
        println!("{identifier} {organisation} {added}{retired} {name}");
    }
    Ok(store.close().await?)
}

async fn retire(configuration: &Configuration, organisation: Option<&str>, hashes: &[String]) -> Outcome {
    let not_found = |hash: &String| format!("{hash}: no such document may be sent. `tip-hub documents list` names all");
    let store = open_current(configuration).await?;
    for identifier in hashes {
        let hash = Hash::parse(identifier).ok_or_else(|| not_found(identifier))?;
        let retired = store.retire_document(hash.digits(), organisation).await?;
        if retired == 0 {
            return Err(not_found(identifier).into());
        }
        eprintln!("{} retired for {retired} organisations", hash.identifier());
    }
    Ok(store.close().await?)
}
