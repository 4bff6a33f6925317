//! The certificate of the door, and how long it is good.

use chrono::{DateTime, TimeDelta, Utc};

use super::Finding;
use crate::clock::Clock;
use crate::http::Certificate;
use crate::settings::Configuration;

/// How long before its end a certificate should be renewed.
const SOON: TimeDelta = TimeDelta::days(30);

pub(super) fn check(configuration: &Configuration) -> Option<Finding> {
    let files = configuration.transport.tls.clone()?;
    let good = Certificate::open(files).and_then(|certificate| certificate.valid());
    Some(match good {
        Ok((from, until)) => by_time(Clock::system().now(), from, until),
        Err(error) => Finding::fail("certificate", format!("{error}."), "The hub does not start with it."),
    })
}

fn by_time(now: DateTime<Utc>, from: DateTime<Utc>, until: DateTime<Utc>) -> Finding {
    let advice = "Renew it: the hub takes the new files by itself.";
    if now < from {
        Finding::fail("certificate", format!("Not good before {from}."), advice)
    } else if until <= now {
        Finding::fail("certificate", format!("Not good since {until}."), advice)
    } else if until - now < SOON {
        Finding::warn("certificate", format!("Good for {} days more.", (until - now).num_days()), advice)
    } else {
        Finding::ok("certificate", format!("Fits its key, and is good until {until}."))
    }
}
