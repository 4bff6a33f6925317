//! Organisations and their users from a list: how a country's hub gets its first ones.

use std::io::Read;

use entity::codes::{Rank, Role};
use entity::value::{Country, Token};
use serde::Deserialize;

use crate::access::{Registration, Store};
use crate::error::{Error, Result};

/// One line of the list: a user and the organisation they work for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    name: String,
    role: String,
    country: String,
    user: String,
    /// `yes` where the hub calls the organisation into cases by rule. A list may leave the column out.
    #[serde(default)]
    focal: String,
    /// What the user does in the organisation; an officer where a list leaves the column out.
    #[serde(default)]
    rank: String,
}

/// What an import added.
#[derive(Debug, Default)]
pub struct Added {
    /// Organisations that were not there.
    pub organisations: usize,
    /// Users that were not there.
    pub users: usize,
}

/// Adds the organisations and users of a list that are not there yet; what is there stays as it is.
pub async fn import(store: &Store, list: impl Read) -> Result<Added> {
    let mut added = Added::default();
    for (index, line) in csv::Reader::from_reader(list).deserialize::<Line>().enumerate() {
        let at = |column: &str| format!("line {}, {column}", index + 2);
        let line = line.map_err(|error| Error::invalid(at("columns"), error))?;
        let role = Role::parse(&line.role).ok_or_else(|| Error::invalid(at("role"), "is no role"))?;
        let country = Country::parse(&line.country)
            .ok_or_else(|| Error::invalid(at("country"), "is no country of ISO 3166-1 alpha-3"))?;
        let focal = match line.focal.as_str() {
            "yes" => true,
            "no" | "" => false,
            _ => return Err(Error::invalid(at("focal"), "is neither yes nor no")),
        };
        let rank = match line.rank.as_str() {
            "" => Rank::Officer,
            rank => Rank::parse(rank)
                .ok_or_else(|| Error::invalid(at("rank"), "is none of OFFICER, SUPERVISOR, ADMINISTRATOR"))?,
        };
        let Line { code, name, user, .. } = &line;
        let registration = Registration { code, name, role, country, focal, user, rank };
        let (organisation, account) = store.register(registration).await?;
        added.organisations += usize::from(organisation);
        added.users += usize::from(account);
    }
    Ok(added)
}
