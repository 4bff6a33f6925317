//! The commands that do one thing and end.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::Duration;

use super::{Form, Outcome, issuer, open, open_current};
use crate::access::{Store, Viewer};
use crate::clock::Clock;
use crate::exchange;
use crate::graph::{hub, matrix};
use crate::guard::Limits;
use crate::issuer::Issuer;
use crate::settings::Configuration;

pub(super) async fn migrate(configuration: &Configuration) -> Outcome {
    let store = open(configuration).await?;
    store.migrate().await?;
    Ok(store.close().await?)
}

pub(super) async fn backup(configuration: &Configuration, file: &Path) -> Outcome {
    let store = open_current(configuration).await?;
    if !store.is_sqlite() {
        return Err("backup: PostgreSQL is backed up by its own tools; docs/operations.md says how".into());
    }
    if file.exists() {
        return Err(format!("{}: there is such a file already. Name another", file.display()).into());
    }
    store.copy_into(file).await?;
    eprintln!("{} written; keep audit.key and audit.head apart from it", file.display());
    Ok(store.close().await?)
}

pub(super) async fn token(configuration: &Configuration, organisation: &str, user: &str, hours: u32) -> Outcome {
    let store = open_current(configuration).await?;
    let viewer = viewer(&store, organisation, user).await?;
    let issuer = issuer(configuration)?;
    println!("{}", issuer.token(&viewer, store.clock().now(), store.clock().id(), Duration::hours(hours.into()))?);
    Ok(store.close().await?)
}

pub(super) fn rotate_keys(configuration: &Configuration, old_tokens: i64) -> Outcome {
    Issuer::rotate(&configuration.data_dir, Clock::system().now(), Duration::hours(old_tokens))
        .map_err(|error| format!("data-dir: the key pair: {error}"))?;
    eprintln!("a new key pair signs; tokens of the old one are good for {old_tokens} hours at most");
    Ok(())
}

pub(super) async fn import_organisations(configuration: &Configuration, file: &Path) -> Outcome {
    let store = open_current(configuration).await?;
    let list = File::open(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let added = exchange::organisations::import(&store, list).await?;
    eprintln!("{} organisations and {} users added", added.organisations, added.users);
    Ok(store.close().await?)
}

pub(super) async fn import_codes(configuration: &Configuration, file: &Path) -> Outcome {
    let store = open_current(configuration).await?;
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let terms = File::open(file).map_err(|error| named(&error))?;
    let loaded = exchange::codes::import(&store, terms).await.map_err(|error| named(&error))?;
    eprintln!("{} labels and mappings of {} lists loaded", loaded.terms, loaded.lists);
    Ok(store.close().await?)
}

pub(super) async fn import_ctdc(
    configuration: &Configuration,
    file: &Path,
    rejected: Option<PathBuf>,
    organisation: &str,
    user: &str,
) -> Outcome {
    let store = open_current(configuration).await?;
    let viewer = viewer(&store, organisation, user).await?;
    let rejected = rejected.unwrap_or_else(|| rejected_beside_us(file));
    let imported = exchange::ctdc::import(&store, &viewer, file, &rejected).await?;
    eprintln!("{imported}");
    Ok(store.close().await?)
}

/// `records.rejected.csv` in the current directory, for `…/records.csv`.
fn rejected_beside_us(file: &Path) -> PathBuf {
    let mut name = file.file_stem().unwrap_or_default().to_owned();
    name.push(".rejected.csv");
    PathBuf::from(name)
}

pub(super) async fn export_ctdc(
    configuration: &Configuration,
    file: Option<&Path>,
    organisation: &str,
    user: &str,
) -> Outcome {
    let store = open_current(configuration).await?;
    let viewer = viewer(&store, organisation, user).await?;
    // Written only when it is whole: an export that is refused or broken off leaves an earlier one as it was.
    let mut records = Vec::new();
    let exported = exchange::ctdc::export(&store, &viewer, &mut records).await?;
    match file {
        Some(path) => fs::write(path, records).map_err(|error| format!("{}: {error}", path.display()))?,
        None => io::stdout().write_all(&records)?,
    }
    eprintln!("{exported}");
    Ok(store.close().await?)
}

pub(super) fn schema() -> Outcome {
    Ok(io::stdout().write_all(hub(Limits::default())?.sdl().as_bytes())?)
}

pub(super) fn responsibilities(format: Form) -> Outcome {
    let text = match format {
        Form::Md => matrix::markdown(),
        Form::Csv => matrix::csv()?,
        Form::Json => format!("{:#}\n", matrix::json()),
    };
    Ok(io::stdout().write_all(text.as_bytes())?)
}

async fn viewer(store: &Store, organisation: &str, user: &str) -> Result<Viewer, String> {
    let found = store.operator(organisation, user).await.map_err(|error| error.to_string())?;
    found.ok_or_else(|| {
        format!(
            "there is no active user {user} in an active organisation {organisation}. Check --organisation and --user"
        )
    })
}
