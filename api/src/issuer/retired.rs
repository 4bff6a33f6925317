//! The keys that signed before the one that signs now: each goes on verifying what it had signed, for a while.
//!
//! They stand in `issuer.retired`, one line each: the public key, since when it signs no more, and until when it serves.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, SecondsFormat, Utc};
use jsonwebtoken::DecodingKey;

use crate::secret_file;

/// A key that signs no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Retired {
    public: Vec<u8>,
    /// It signed nothing that was issued later.
    pub(crate) since: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl Retired {
    pub(super) fn new(public: &[u8], since: DateTime<Utc>, until: DateTime<Utc>) -> Self {
        Self { public: public.to_vec(), since, until }
    }

    /// Whether it still serves.
    pub(crate) fn serves(&self, now: DateTime<Utc>) -> bool {
        now <= self.until
    }

    /// What verifies its tokens.
    pub(crate) fn verifying(&self) -> DecodingKey {
        DecodingKey::from_ed_der(&self.public)
    }

    fn parse(line: &str) -> Option<Self> {
        let [public, since, until] = line.split(' ').collect::<Vec<_>>()[..] else { return None };
        let time = |text| DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc());
        let public = STANDARD.decode(public).ok().filter(|public| public.len() == 32)?;
        Some(Self { public, since: time(since)?, until: time(until)? })
    }

    fn line(&self) -> String {
        let time = |time: DateTime<Utc>| time.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        format!("{} {} {}\n", STANDARD.encode(&self.public), time(self.since), time(self.until))
    }
}

fn file(data_dir: &Path) -> PathBuf {
    data_dir.join("issuer.retired")
}

/// The keys that were retired; none where there is no file.
pub(super) fn read(data_dir: &Path) -> io::Result<Vec<Retired>> {
    let path = file(data_dir);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        text => text?,
    };
    // Whoever writes here lets anybody in.
    secret_file::refuse_shared(&path)?;
    let keys = text.lines().enumerate().map(|(place, line)| {
        let wrong = || format!("{}, line {}: is no retired key", path.display(), place + 1);
        Retired::parse(line).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, wrong()))
    });
    keys.collect()
}

/// Writes these keys in place of those that were there.
pub(super) fn write(data_dir: &Path, keys: &[Retired]) -> io::Result<()> {
    let text: String = keys.iter().map(Retired::line).collect();
    secret_file::replace(&file(data_dir), text.as_bytes())
}
