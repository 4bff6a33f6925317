//! The training country.
use crate::access::Store;
use crate::error::Result;
use entity::codes::Role;
use entity::value::{Country, Token};
/// Loads it.
pub async fn load(store: &Store) -> Result<()> {
    let Some(country) = Country::parse("LSO") else { return Ok(()) };
    for (code, role) in [
        ("LMPS", Role::Police),
        ("DOI", Role::Immigration),
        ("DPP", Role::Prosecution),
        ("MOSD", Role::SocialWelfare),
        ("MSC", Role::Coordinator),
        ("THUSO", Role::Ngo),
        ("SETSABELO", Role::Ngo),
    ] {
        store.register(code, code, role, country.clone(), "officer").await?;
    }
    Ok(())
}
