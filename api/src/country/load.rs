//! Packs from their files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use entity::value::{Country as CountryCode, Token};
use thiserror::Error;

use super::{Country, check};

/// The packs that come with the hub: the name of the file, and its text.
const BUILT_IN: &[(&str, &str)] = &[("lso.toml", include_str!("lso.toml"))];

/// Every country the hub has a pack of, by code.
#[derive(Clone, Debug)]
pub struct Countries(BTreeMap<String, Arc<Country>>);

/// Why a pack was not taken.
#[derive(Debug, Error)]
pub enum CountryError {
    /// A file or the folder cannot be read.
    #[error("countries-dir: {path}: {cause}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The file is not a pack: a key is unknown or missing, or its value is of another kind.
    #[error("countries-dir: {file}, line {line}{key}: {cause}")]
    Malformed {
        /// The file.
        file: String,
        /// The line, counted from one.
        line: usize,
        /// The key in that line, after a comma.
        key: String,
        /// Why.
        cause: String,
    },
    /// The file is a pack whose values do not fit together.
    #[error("countries-dir: {file}:\n  {}", faults.join("\n  "))]
    Wrong {
        /// The file.
        file: String,
        /// Each fault with its key and what to do.
        faults: Vec<String>,
    },
    /// Two files are of one country.
    #[error("countries-dir: {file}, code: another file of the folder is of {country}; keep one of them")]
    Twice {
        /// The second of the two.
        file: String,
        /// The country.
        country: String,
    },
}

impl Countries {
    /// The packs that come with the hub.
    pub fn built_in() -> Self {
        static PACKS: LazyLock<Countries> = LazyLock::new(|| {
            let packs = BUILT_IN.iter().map(|(file, text)| built_in(file, text));
            Countries(packs.map(|pack| (pack.code.text().to_owned(), Arc::new(pack))).collect())
        });
        PACKS.clone()
    }

    /// The packs that come with the hub, with those of the folder's `.toml` files in place of or beside them.
    pub fn with_folder(folder: &Path) -> Result<Self, CountryError> {
        let mut countries = Self::built_in();
        let mut taken = BTreeMap::new();
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |cause| CountryError::Unreadable { path, cause }
        };
        let entries = fs::read_dir(folder).map_err(unreadable(folder))?;
        let mut files = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(unreadable(folder))?;
        files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        files.sort();
        for path in files {
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            let file = path.display().to_string();
            let pack = pack(&file, &text)?;
            let code = pack.code.text().to_owned();
            if taken.insert(code.clone(), ()).is_some() {
                return Err(CountryError::Twice { file, country: code });
            }
            countries.0.insert(code, Arc::new(pack));
        }
        Ok(countries)
    }

    /// The pack of a country, or what holds for a country without one.
    pub fn get(&self, code: &CountryCode) -> Arc<Country> {
        let pack = self.0.get(code.text()).cloned();
        pack.unwrap_or_else(|| Arc::new(Country::plain(code.clone())))
    }
}

/// The defaults of a country without a pack.
pub(super) fn plain() -> &'static Country {
    static PLAIN: LazyLock<Country> = LazyLock::new(|| {
        let mut plain = built_in("plain.toml", include_str!("plain.toml"));
        plain.plain = true;
        plain
    });
    &PLAIN
}

fn built_in(file: &str, text: &str) -> Country {
    pack(file, text).expect("a pack that comes with the hub is read by every test")
}

/// A pack from the text of its file.
pub(super) fn pack(file: &str, text: &str) -> Result<Country, CountryError> {
    let pack: Country = toml::from_str(text).map_err(|cause| malformed(file, text, &cause))?;
    let faults = check::faults(&pack);
    if faults.is_empty() { Ok(pack) } else { Err(CountryError::Wrong { file: file.to_owned(), faults }) }
}

fn malformed(file: &str, text: &str, cause: &toml::de::Error) -> CountryError {
    let before = text.get(..cause.span().unwrap_or_default().start).unwrap_or_default();
    let line = before.matches('\n').count();
    let written = text.lines().nth(line).unwrap_or_default();
    let key = written.split_once('=').map(|(key, _)| format!(", {}", key.trim())).unwrap_or_default();
    CountryError::Malformed { file: file.to_owned(), line: line + 1, key, cause: cause.message().to_owned() }
}
