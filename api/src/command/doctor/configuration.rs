//! Settings that are good each by itself, and dangerous as they stand.

use super::Finding;
use crate::country::Countries;
use crate::settings::Configuration;

pub(super) fn checks(configuration: &Configuration) -> Vec<Finding> {
    vec![
        listen(configuration),
        metrics(configuration),
        sign_in(configuration),
        rates(configuration),
        countries(configuration),
    ]
}

/// Bearer tokens in clear are for whoever hears them.
fn listen(configuration: &Configuration) -> Finding {
    let (address, transport) = (configuration.listen, &configuration.transport);
    if transport.tls.is_some() {
        Finding::ok("listen", format!("{address}, with TLS."))
    } else if address.ip().is_loopback() {
        Finding::ok("listen", format!("{address}, in clear, for this machine alone."))
    } else if transport.trusted_proxies.is_empty() {
        let advice = "Set tls-certificate and tls-key, or listen on 127.0.0.1 behind a proxy.";
        Finding::fail("listen", format!("{address} takes tokens in clear from other machines."), advice)
    } else {
        let advice = "See to it that none but the trusted proxies reach this address.";
        Finding::warn("listen", format!("{address} takes tokens in clear from its proxies."), advice)
    }
}

/// Figures tell how busy an agency is.
fn metrics(configuration: &Configuration) -> Finding {
    match configuration.metrics_listen {
        None => Finding::ok("metrics", "Not shown."),
        Some(address) if address.ip().is_unspecified() => {
            let advice = "Name one address, which Prometheus reaches and clients do not.";
            Finding::warn("metrics", format!("{address} shows the figures to every network."), advice)
        }
        Some(address) => Finding::ok("metrics", format!("Shown at {address}.")),
    }
}

/// Who lets people in.
fn sign_in(configuration: &Configuration) -> Finding {
    let providers = configuration.issuers.len();
    match (configuration.local_issuer, providers) {
        (false, 0) => {
            Finding::fail("sign-in", "Nobody can sign in.", "Name an identity provider, or set local-issuer.")
        }
        (true, 0) => {
            Finding::ok("sign-in", "By the tokens of `tip-hub token` alone, which is for a trial and for small hubs.")
        }
        (true, _) => {
            let advice = "Take local-issuer away, unless somebody needs its tokens.";
            Finding::warn("sign-in", "Whoever reads issuer.p8 can be anybody, beside the identity providers.", advice)
        }
        (false, _) if configuration.step_up.is_none() => {
            let advice = "Take `required = false` out of [step_up].";
            Finding::warn("sign-in", "Grave acts ask for no fresh sign-in.", advice)
        }
        (false, _) => Finding::ok("sign-in", format!("By {providers} identity providers.")),
    }
}

fn rates(configuration: &Configuration) -> Finding {
    let transport = &configuration.transport;
    if transport.rate_limit == 0 || transport.anonymous_rate_limit == 0 {
        let advice = "Set rate-limit and anonymous-rate-limit, unless a proxy limits both.";
        return Finding::warn("rates", "Somebody may ask as often as they like.", advice);
    }
    let (known, unknown) = (transport.rate_limit, transport.anonymous_rate_limit);
    Finding::ok("rates", format!("{known} requests a minute of an account, {unknown} of an address without one."))
}

fn countries(configuration: &Configuration) -> Finding {
    match configuration.countries_dir.as_deref().map(Countries::with_folder).transpose() {
        Ok(None) => Finding::ok("countries", "Those that are built in."),
        Ok(Some(_)) => Finding::ok("countries", "Those of the folder, too."),
        Err(error) => Finding::fail("countries", error.to_string(), "Mend the country file."),
    }
}
