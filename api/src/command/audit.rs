//! `audit`: what an operator, an auditor, a court and a witness do with the log.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use indicatif::ProgressBar;
use uuid::Uuid;

use super::{Outcome, log_key, open_current, open_migrated};
use crate::clock::Clock;
use crate::custody::{HeadFile, Watched, witness};
use crate::evidence::{Bundle, Checkpoint, LogVerifier, WitnessKey};
use crate::http;
use crate::settings::Configuration;

#[derive(Subcommand, Debug)]
pub(super) enum Audit {
    /// Prints the public key of the log: what a court, a witness and an auditor check its signatures by.
    Key,
    /// Compares the whole log, and the history of every case, with what was signed.
    ///
    /// It ends with 0 where all is as it was written, and with 1 where anything is not. What is found is named by ids, never
    /// by a value. The head that this machine has seen last, `audit.head` in the data directory, is always compared.
    Verify {
        /// A head of the log that was kept elsewhere, such as by a witness: a signed note.
        #[arg(long = "head", value_name = "FILE")]
        heads: Vec<PathBuf>,
    },
    /// Writes the proof of an event, beside the event.
    Prove {
        /// The event: its `id` of the API, or its UUID.
        #[arg(long, value_name = "ID")]
        event: String,
        /// The file to write. [default: EVENT.proof.json, in the current directory]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Checks the proof of an event. It asks no hub and no database.
    Check {
        /// The proof, as `audit prove` wrote it.
        file: PathBuf,
        /// The public key of the log, as `audit key` printed it. [default: that of this machine]
        #[arg(long, value_name = "KEY")]
        key: Option<String>,
    },
    /// Signs the heads of logs on another agency's machine, each only where it extends the one before (C2SP, tlog-witness).
    Witness {
        /// Where the witness's key and the heads it has signed are kept.
        #[arg(long, value_name = "DIR", default_value = "tip-hub-witness")]
        folder: PathBuf,
        /// The name of the witness, such as ombudsman.gov.ls; taken when the key is made.
        #[arg(long, value_name = "NAME")]
        name: String,
        /// The public key of a log to watch, as `audit key` printed it.
        #[arg(long = "log-key", value_name = "KEY", required = true)]
        logs: Vec<String>,
    },
}

pub(super) async fn run(configuration: &Configuration, what: Audit) -> Outcome {
    match what {
        Audit::Key => {
            std::fs::create_dir_all(&configuration.data_dir)?;
            println!("{}", log_key(configuration)?.public());
            Ok(())
        }
        Audit::Verify { heads } => verify(configuration, &heads).await,
        Audit::Prove { event, out } => prove(configuration, &event, out).await,
        Audit::Check { file, key } => check(configuration, &file, key),
        Audit::Witness { folder, name, logs } => sign_heads(configuration.listen, folder, &name, &logs).await,
    }
}

/// Refuses where the log's key is not: one that was made now has signed nothing, and to it the whole log is forged.
fn require_key(configuration: &Configuration) -> Outcome {
    let key = &configuration.audit_key;
    if key.exists() {
        return Ok(());
    }
    let asked = "there is no such file. Put the key here that signed the log, or name it by --audit-key";
    Err(format!("audit-key: {}: {asked}", key.display()).into())
}

async fn verify(configuration: &Configuration, heads: &[PathBuf]) -> Outcome {
    require_key(configuration)?;
    let store = open_migrated(configuration).await?;
    let read = |path: &PathBuf| {
        let note = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let head = store.read_note(&note);
        head.ok_or_else(|| format!("{}: this is no head that the key of this log has signed", path.display()))
    };
    let own = HeadFile::within(&configuration.data_dir).note()?.map(|note| store.read_note(&note));
    let mut elsewhere = heads.iter().map(read).collect::<Result<Vec<Checkpoint>, String>>()?;
    elsewhere.extend(own.clone().flatten());
    let bar = ProgressBar::no_length();
    let verification = store.verify_log(&elsewhere, |leaves| bar.set_position(leaves)).await?;
    bar.finish_and_clear();
    store.close().await?;
    println!(
        "{} events in the log and {} waiting, {} signed heads, {} changes of records, {} heads kept elsewhere",
        verification.leaves,
        verification.waiting,
        verification.checkpoints,
        verification.changes,
        elsewhere.len()
    );
    let is_another = matches!(own, Some(None));
    if verification.findings == 0 && !is_another {
        println!("all is as it was written");
        return Ok(());
    }
    if is_another {
        println!("audit.head in the data directory is no head that the key of this log has signed");
    }
    verification.first.iter().for_each(|finding| println!("{finding}"));
    Err(format!("{} findings: the log is not as it was written", verification.findings + u64::from(is_another)).into())
}

async fn prove(configuration: &Configuration, event: &str, out: Option<PathBuf>) -> Outcome {
    let id = match crate::graph::id::decode(event) {
        Some((table, id)) if table.name == entity::audit_events().name => id,
        _ => event.parse::<Uuid>().map_err(|_| "--event: this is no id of an audit event")?,
    };
    require_key(configuration)?;
    let store = open_current(configuration).await?;
    // A head that witnesses have signed is worth more than a newer one.
    let seen = HeadFile::within(&configuration.data_dir).note()?.unwrap_or_default();
    let mut bundle = store.prove(id, seen).await?;
    if bundle.is_none()
        && let Some((newest, _)) = store.log_head(0).await?
    {
        bundle = store.prove(id, newest).await?;
    }
    store.close().await?;
    let bundle = bundle.ok_or("--event: there is no such event in the log yet; `serve` puts events into it")?;
    let verifier = LogVerifier::new(log_key(configuration)?.public())?;
    bundle
        .clone()
        .check(verifier)
        .map_err(|doubt| format!("the log is not as it was written: {doubt}. Run: tip-hub audit verify"))?;
    let path = out.unwrap_or_else(|| PathBuf::from(format!("{id}.proof.json")));
    std::fs::write(&path, bundle.file()).map_err(|error| format!("{}: {error}", path.display()))?;
    eprintln!("{} written", path.display());
    Ok(())
}

fn check(configuration: &Configuration, file: &Path, key: Option<String>) -> Outcome {
    let key = match key {
        Some(key) => key,
        None if configuration.audit_key.exists() => log_key(configuration)?.public().to_owned(),
        None => {
            return Err("--key is required on this machine. It is what `tip-hub audit key` prints on the hub's".into());
        }
    };
    let verifier = LogVerifier::new(&key).map_err(|error| format!("--key: {error}"))?;
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let bundle = std::fs::read(file).map_err(|error| named(&error))?;
    let bundle = Bundle::read(&bundle).map_err(|doubt| named(&doubt))?;
    let head = bundle.check(verifier).map_err(|doubt| named(&doubt))?;
    println!("proved: this event is number {} of the {} in the log {}", bundle.position, head.size, head.origin);
    println!("{:#}", bundle.record);
    Ok(())
}

async fn sign_heads(listen: SocketAddr, folder: PathBuf, name: &str, logs: &[String]) -> Outcome {
    if !signed_note::is_key_name_valid(name) {
        return Err("--name: a name has no spaces and no plus".into());
    }
    std::fs::create_dir_all(&folder).map_err(|error| format!("--folder: {}: {error}", folder.display()))?;
    let key = WitnessKey::open(&folder.join("witness.key"), name).map_err(|error| format!("--folder: {error}"))?;
    let logs = logs.iter().map(|key| LogVerifier::new(key).map_err(|error| format!("--log-key: {error}")));
    let logs = logs.collect::<Result<Vec<_>, _>>()?;
    let stop = super::serve::told_to_stop()?;
    let listener = http::bind(listen).map_err(|error| format!("listen: {listen}: {error}"))?;
    println!("{}", key.public());
    eprintln!("Signing at http://{} (stop with Ctrl-C)", listener.local_addr()?);
    let router = witness(Watched::new(key, logs, folder, Clock::system()));
    http::serve(listener, router, &http::Transport::default(), None, stop).await;
    Ok(())
}
