//! The `tip-hub` command line.

mod audit;
mod doctor;
mod documents;
mod serve;
mod tools;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::access::{Schema, Store};
use crate::clock::Clock;
use crate::country::Countries;
use crate::custody::{HeadFile, Standing};
use crate::evidence::LogKey;
use crate::issuer::Issuer;
use crate::settings::{Configuration, Settings};
use crate::telemetry::Telemetry;

/// What a command ends with: nothing, or a sentence for the operator.
pub type Outcome = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// The national hub on trafficking in persons: police, immigration, prosecution, social welfare, NGOs and the
/// coordinator work on one shared case; each sees and edits only the fields it is responsible for.
#[derive(Parser, Debug)]
#[command(
    name = "tip-hub",
    version,
    after_help = "Start with `tip-hub demo`: it makes a training country, prints a token for every user and serves the API.\n\
                  For real work: write a configuration from tip-hub.example.toml, run `tip-hub migrate`, register\n\
                  organisations with `tip-hub import organisations FILE`, then `tip-hub serve`."
)]
pub struct CommandLine {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Serves a fictitious training country: about 40 cases at every stage, and a token for every user.
    Demo,
    /// Serves the API. Brings SQLite up to date by itself; PostgreSQL is brought up to date by `migrate`.
    Serve,
    /// Brings the database schema up to date.
    Migrate,
    /// Copies the SQLite database into a new file, while the hub goes on. PostgreSQL has tools of its own.
    Backup {
        /// The file to write.
        file: PathBuf,
    },
    /// Prints a bearer token for a user, and nothing else.
    Token {
        /// The code of the organisation, such as LMPS.
        #[arg(long, value_name = "CODE")]
        organisation: String,
        /// The name of the user in that organisation.
        #[arg(long, value_name = "NAME")]
        user: String,
        /// For how many hours the token is good.
        #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=LONGEST_TOKEN))]
        hours: u32,
    },
    /// Keeps the key pair that signs the tokens of `tip-hub token`.
    Keys {
        #[command(subcommand)]
        what: Keys,
    },
    /// Brings records in.
    Import {
        #[command(subcommand)]
        from: Import,
    },
    /// Takes records out.
    Export {
        #[command(subcommand)]
        to: Export,
    },
    /// Keeps the documents that organisations' clients are known to send.
    Documents {
        #[command(subcommand)]
        what: documents::Documents,
    },
    /// What the log of who looked and who changed what proves.
    Audit {
        #[command(subcommand)]
        what: audit::Audit,
    },
    /// Looks whether all that the hub stands on is well, and says what to do where it is not. Changes nothing.
    Doctor {
        /// Prints one JSON array of findings in place of lines.
        #[arg(long)]
        json: bool,
    },
    /// Prints schema.graphql: the contract.
    Schema,
    /// Prints who is responsible for which field.
    Responsibilities {
        /// In which form.
        #[arg(long, value_enum, default_value_t = Form::Md)]
        format: Form,
    },
}

/// For how many hours a token is good at most.
const LONGEST_TOKEN: i64 = 24 * 366;

#[derive(Subcommand, Debug)]
enum Keys {
    /// Puts a new key pair in the place of the old one, which signs no more.
    ///
    /// A node that runs goes on with the keys it has. Copy issuer.p8 and issuer.retired to every node, and restart one after
    /// the other; then give out new tokens.
    Rotate {
        /// For how many hours more the tokens of the old key are good; 0 where the old key has been stolen.
        #[arg(long, value_name = "N", default_value_t = LONGEST_TOKEN, value_parser = clap::value_parser!(i64).range(0..=LONGEST_TOKEN))]
        old_tokens: i64,
    },
}

#[derive(Subcommand, Debug)]
enum Import {
    /// Organisations and their users, from a CSV file with the columns code, name, role, country, user.
    Organisations {
        /// The file.
        file: PathBuf,
    },
    /// Labels or mappings of codes, from a CSV file with the columns list, code, language, label or list, code, scheme,
    /// value.
    ///
    /// What is loaded wins over what was there; earlier versions are kept. Schemes are IC_TIP, HTCDS, CTDC, GLOTIP, ICCS
    /// and ISIC; languages have three letters, such as sot. A wrong line is refused, and then nothing is loaded.
    Codes {
        /// The file.
        file: PathBuf,
    },
    #[command(about = "Case records in the form of CTDC's victim-perpetrator data set", long_about = crate::exchange::CTDC_MAPPING)]
    Ctdc {
        /// The file.
        file: PathBuf,
        /// Where lines that were left out are reported. [default: FILE's name with .rejected.csv, in the current directory]
        #[arg(long, value_name = "FILE")]
        rejected: Option<PathBuf>,
        /// The code of the organisation that imports them.
        #[arg(long, value_name = "CODE")]
        organisation: String,
        /// The name of its user.
        #[arg(long, value_name = "NAME", default_value = "officer")]
        user: String,
    },
}

#[derive(Subcommand, Debug)]
enum Export {
    /// The imported records back in the columns of CTDC's victim-perpetrator data set.
    ///
    /// What each column holds is what `tip-hub import ctdc --help` says it became. An organisation that does not read
    /// all of these fields is refused: an empty cell would say that nothing is known.
    Ctdc {
        /// The file to write; standard output without one.
        file: Option<PathBuf>,
        /// The code of the organisation that exports them.
        #[arg(long, value_name = "CODE")]
        organisation: String,
        /// The name of its user.
        #[arg(long, value_name = "NAME", default_value = "officer")]
        user: String,
    },
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum Form {
    /// Markdown, as it is committed and signed.
    Md,
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
}

impl CommandLine {
    /// Does what the command line says.
    pub async fn run(self) -> Outcome {
        let configuration = self.settings.configuration()?;
        let serves = matches!(self.command, Command::Demo | Command::Serve);
        let collector = configuration.otlp_endpoint.as_deref().filter(|_| serves);
        let telemetry = Telemetry::begin(&configuration.log, configuration.log_format, collector)?;
        let outcome = self.command.run(&configuration).await;
        telemetry.end().await;
        outcome
    }
}

impl Command {
    async fn run(self, configuration: &Configuration) -> Outcome {
        match self {
            Command::Demo => serve::demo(configuration).await,
            Command::Serve => serve::serve(configuration).await,
            Command::Migrate => tools::migrate(configuration).await,
            Command::Backup { file } => tools::backup(configuration, &file).await,
            Command::Token { organisation, user, hours } => {
                tools::token(configuration, &organisation, &user, hours).await
            }
            Command::Keys { what: Keys::Rotate { old_tokens } } => tools::rotate_keys(configuration, old_tokens),
            Command::Import { from: Import::Organisations { file } } => {
                tools::import_organisations(configuration, &file).await
            }
            Command::Import { from: Import::Codes { file } } => tools::import_codes(configuration, &file).await,
            Command::Import { from: Import::Ctdc { file, rejected, organisation, user } } => {
                tools::import_ctdc(configuration, &file, rejected, &organisation, &user).await
            }
            Command::Export { to: Export::Ctdc { file, organisation, user } } => {
                tools::export_ctdc(configuration, file.as_deref(), &organisation, &user).await
            }
            Command::Documents { what } => documents::run(configuration, what).await,
            Command::Audit { what } => audit::run(configuration, what).await,
            Command::Doctor { json } => doctor::run(configuration, json).await,
            Command::Schema => tools::schema(),
            Command::Responsibilities { format } => tools::responsibilities(format),
        }
    }
}

/// Opens the database of a configuration.
async fn open(configuration: &Configuration) -> Result<Store, Box<dyn std::error::Error + Send + Sync>> {
    std::fs::create_dir_all(&configuration.data_dir)
        .map_err(|error| format!("data-dir: {}: {error}", configuration.data_dir.display()))?;
    let url = &configuration.database_url;
    let key = log_key(configuration)?;
    let store = Store::open(url, Clock::system(), key).await;
    // The cause may repeat the URL, and the URL may hold a password.
    let named = |cause: String| format!("database-url: the database does not open: {}", cause.replace(url, "the URL"));
    let store = store.map_err(|error| named(error.to_string()))?;
    match &configuration.countries_dir {
        Some(folder) => {
            let countries = Countries::with_folder(folder)?;
            Ok(store.with_countries(countries))
        }
        None => Ok(store),
    }
}

/// Opens the database, and refuses one whose schema is out of date or whose audit log is another key's. SQLite is brought up
/// to date by itself.
async fn open_current(configuration: &Configuration) -> Result<Store, Box<dyn std::error::Error + Send + Sync>> {
    let store = open_migrated(configuration).await?;
    match HeadFile::within(&configuration.data_dir).standing(&store).await? {
        Standing::Foreign => Err("audit-key: the audit log was signed by another key, and takes nothing from this one. Copy \
                                  audit.key from another node or from where you keep it; if it is that one, run: tip-hub \
                                  audit verify"
            .into()),
        Standing::Other(_) => {
            store.distrust();
            Ok(store)
        }
        Standing::Empty | Standing::Extended(..) => Ok(store),
    }
}

/// The same, whoever has signed its audit log.
async fn open_migrated(configuration: &Configuration) -> Result<Store, Box<dyn std::error::Error + Send + Sync>> {
    let store = open(configuration).await?;
    if store.is_sqlite() {
        store.migrate().await?;
    }
    let Schema { pending, unknown } = store.schema().await?;
    if let Some(newer) = unknown.first() {
        return Err(format!("the database schema is that of a newer tip-hub ({newer}). Start that one").into());
    }
    if pending.is_empty() {
        return Ok(store);
    }
    Err(format!("the database schema is out of date ({} to go). Run: tip-hub migrate", pending.len()).into())
}

/// The audit log's key of a configuration.
fn log_key(configuration: &Configuration) -> Result<LogKey, String> {
    LogKey::open(&configuration.audit_key).map_err(|error| format!("audit-key: {error}"))
}

/// The key pair of a configuration.
fn issuer(configuration: &Configuration) -> Result<Issuer, String> {
    Issuer::open(&configuration.data_dir).map_err(|error| format!("data-dir: the key pair: {error}"))
}
