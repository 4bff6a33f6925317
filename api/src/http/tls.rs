//! The certificate of the door, and how a new one takes the place of an old one without a restart.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use thiserror::Error;
use tokio_rustls::rustls::pki_types::pem::{Error as PemError, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

use x509_parser::parse_x509_certificate;
use x509_parser::time::ASN1Time;

use super::transport::TlsFiles;

/// Why a certificate cannot be used. The key's content is never repeated.
#[derive(Debug, Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("{path}: {cause}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// A file holds no PEM of its kind.
    #[error("{path}: there is no {wanted} in PEM in it")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        wanted: &'static str,
    },
    /// Certificate and key are good PEM, and cannot be used together.
    #[error("{path}: the certificate cannot be used with this key: {cause}")]
    Unfit {
        /// The certificate's file.
        path: PathBuf,
        /// Why.
        cause: rustls::Error,
    },
}

/// The certificate in force.
pub struct Certificate {
    files: TlsFiles,
    state: Mutex<Loaded>,
}

struct Loaded {
    /// What the files held: certificate and key.
    pem: (Vec<u8>, Vec<u8>),
    config: Arc<ServerConfig>,
}

impl Certificate {
    /// Reads a certificate and its key.
    pub fn open(files: TlsFiles) -> Result<Self, TlsError> {
        let pem = read(&files)?;
        let config = config(&files, &pem)?;
        Ok(Self { files, state: Mutex::new(Loaded { pem, config }) })
    }

    /// Since when and until when the hub's own certificate is good.
    pub fn valid(&self) -> Result<(DateTime<Utc>, DateTime<Utc>), TlsError> {
        let pem = self.state.lock().unwrap_or_else(PoisonError::into_inner).pem.0.clone();
        let malformed = || TlsError::Malformed { path: self.files.certificate.clone(), wanted: "certificate" };
        let own = CertificateDer::from_pem_slice(&pem).map_err(|_| malformed())?;
        let (_, certificate) = parse_x509_certificate(&own).map_err(|_| malformed())?;
        let validity = certificate.validity();
        let at = |time: ASN1Time| DateTime::from_timestamp(time.timestamp(), 0).ok_or_else(malformed);
        Ok((at(validity.not_before)?, at(validity.not_after)?))
    }

    /// What the next connection is greeted with.
    pub(super) fn current(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.state.lock().unwrap_or_else(PoisonError::into_inner).config)
    }

    /// Takes a new certificate into use if the files hold one. If they hold none that is good, the old one stays: a
    /// renewal is seldom written at one stroke.
    pub(super) fn reload(&self) {
        let renewed = read(&self.files).and_then(|pem| {
            let changed = self.state.lock().unwrap_or_else(PoisonError::into_inner).pem != pem;
            changed.then(|| config(&self.files, &pem).map(|config| Loaded { pem, config })).transpose()
        });
        match renewed {
            Ok(Some(loaded)) => {
                *self.state.lock().unwrap_or_else(PoisonError::into_inner) = loaded;
                tracing::info!("a new certificate is in use");
            }
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "the new certificate cannot be used; the old one stays"),
        }
    }
}

fn read(files: &TlsFiles) -> Result<(Vec<u8>, Vec<u8>), TlsError> {
    let read = |path: &PathBuf| std::fs::read(path).map_err(|cause| TlsError::Unreadable { path: path.clone(), cause });
    Ok((read(&files.certificate)?, read(&files.key)?))
}

fn config(files: &TlsFiles, (certificate, key): &(Vec<u8>, Vec<u8>)) -> Result<Arc<ServerConfig>, TlsError> {
    let chain: Result<Vec<_>, PemError> = CertificateDer::pem_slice_iter(certificate).collect();
    let chain = chain.ok().filter(|chain| !chain.is_empty());
    let malformed = |path: &PathBuf, wanted| TlsError::Malformed { path: path.clone(), wanted };
    let chain = chain.ok_or_else(|| malformed(&files.certificate, "certificate"))?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| malformed(&files.key, "private key"))?;
    let unfit = |cause| TlsError::Unfit { path: files.certificate.clone(), cause };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(unfit)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(unfit)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
