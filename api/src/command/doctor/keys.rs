//! The keys by which people are let in: the hub's own, and those of the identity providers.

use super::Finding;
use crate::identity;
use crate::issuer::Issuer;
use crate::settings::Configuration;

pub(super) async fn checks(configuration: &Configuration) -> Vec<Finding> {
    let mut findings = Vec::new();
    if configuration.local_issuer {
        findings.push(own(configuration));
    }
    for issuer in &configuration.issuers {
        findings.push(match identity::published_keys(issuer).await {
            Ok(keys) => Finding::ok("provider", format!("{} publishes {keys} keys.", issuer.issuer)),
            Err(cause) => {
                let advice =
                    "Nobody signs in by it until it answers. Look at its address, the network and its certificate.";
                Finding::fail("provider", format!("{}: {cause}.", issuer.issuer), advice)
            }
        });
    }
    findings
}

/// The key pair of the hub, if it is made already.
fn own(configuration: &Configuration) -> Finding {
    if !Issuer::file(&configuration.data_dir).exists() {
        return Finding::ok("key", "Not made yet: the first start makes it.");
    }
    match Issuer::open(&configuration.data_dir) {
        Ok(_) => Finding::ok("key", "issuer.p8 is its owner's alone."),
        Err(error) => Finding::fail("key", format!("{error}."), "The hub does not start with it."),
    }
}
