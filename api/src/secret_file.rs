//! A file with a secret, its owner's alone.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// The secret in a file, made there if there is none. The file has mode 0600; one that others can read is refused.
pub(crate) fn open(path: &Path, make: impl FnOnce() -> io::Result<Vec<u8>>) -> io::Result<Vec<u8>> {
    match fs::read(path) {
        Ok(secret) => {
            refuse_shared(path)?;
            Ok(secret)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let secret = make()?;
            create(path, &secret)?;
            keep_names(path)?;
            Ok(secret)
        }
        Err(error) => Err(error),
    }
}

/// Writes a file in the place of another at one stroke, its owner's alone. Another node of this machine may do the same.
pub(crate) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut beside = NamedTempFile::new_in(folder_of(path))?;
    beside.write_all(content)?;
    beside.as_file().sync_all()?;
    beside.persist(path)?;
    keep_names(path)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Has the folder of a file remember its name, also where the plug is pulled.
#[cfg(unix)]
fn keep_names(path: &Path) -> io::Result<()> {
    match fs::File::open(folder_of(path))?.sync_all() {
        // Some file systems have no such thing, and nothing better.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

#[cfg(not(unix))]
fn keep_names(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A key that others can read signs for anybody.
#[cfg(unix)]
pub(crate) fn refuse_shared(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if fs::metadata(path)?.permissions().mode() & 0o077 == 0 {
        return Ok(());
    }
    Err(io::Error::new(
        io::ErrorKind::PermissionDenied,
        format!("{} can be read by others. Run: chmod 600 {}", path.display(), path.display()),
    ))
}

#[cfg(not(unix))]
pub(crate) fn refuse_shared(_: &Path) -> io::Result<()> {
    Ok(())
}
