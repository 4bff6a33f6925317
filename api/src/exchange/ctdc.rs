//! stub
use crate::access::{Store, Viewer};
use crate::error::Result;
use std::io::Write;
use std::path::Path;
/// stub
pub const MAPPING: &str = "stub";
/// stub
pub async fn import(_s: &Store, _v: &Viewer, _f: &Path) -> Result<String> {
    Ok(String::new())
}
/// stub
pub async fn export(_s: &Store, _v: &Viewer, _w: impl Write) -> Result<()> {
    Ok(())
}
