//! How often somebody may ask: whoever is signed in by their account, for a border post is one address; whoever is not, by
//! address. Each node of the hub counts for itself.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use uuid::Uuid;

use super::answer::refuse;
use super::transport::Transport;
use crate::error::ErrorCode;
use crate::telemetry::figures;

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) IpAddr);

/// The requests counted so far.
pub(super) struct Rates {
    subjects: Option<Bucket<Uuid>>,
    addresses: Option<Bucket<IpAddr>>,
    trusted_proxies: Vec<IpAddr>,
}

impl Rates {
    pub(super) fn new(transport: &Transport) -> Self {
        Self {
            subjects: NonZeroU32::new(transport.rate_limit).map(|limit| Bucket::new("subject", limit)),
            addresses: NonZeroU32::new(transport.anonymous_rate_limit).map(|limit| Bucket::new("address", limit)),
            trusted_proxies: transport.trusted_proxies.clone(),
        }
    }

    /// Counts a request of an account; none where this is switched off.
    pub(super) fn subject(&self, account: Uuid) -> Option<Measured> {
        self.subjects.as_ref().map(|bucket| bucket.take(&account))
    }

    /// Counts a request of nobody in particular by where it comes from; none where this is switched off.
    pub(super) fn address(&self, parts: &Parts) -> Option<Measured> {
        self.addresses.as_ref().map(|bucket| bucket.take(&self.origin(parts)))
    }

    /// The address a request comes from: the peer's, or what a trusted proxy says it is. An IPv6 network is one caller,
    /// for it has more addresses than anybody could count.
    fn origin(&self, parts: &Parts) -> IpAddr {
        let peer =
            parts.extensions.get().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |Peer(address)| address.to_canonical());
        let forwarded = || {
            let line = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            line.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
        };
        let trusted = self.trusted_proxies.contains(&peer);
        match trusted.then(forwarded).flatten().unwrap_or(peer).to_canonical() {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
            address @ IpAddr::V4(_) => address,
        }
    }
}

type Limiter<K> = RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// The counts of one kind of caller.
struct Bucket<K: Hash + Eq + Clone> {
    policy: &'static str,
    limit: NonZeroU32,
    limiter: Limiter<K>,
    clock: DefaultClock,
}

/// How many callers are remembered before those that have their full quota again are forgotten.
const REMEMBERED: usize = 10_000;

impl<K: Hash + Eq + Clone> Bucket<K> {
    fn new(policy: &'static str, limit: NonZeroU32) -> Self {
        let limiter = RateLimiter::keyed(Quota::per_minute(limit)).with_middleware();
        Self { policy, limit, limiter, clock: DefaultClock::default() }
    }

    fn take(&self, key: &K) -> Measured {
        if self.limiter.len() > REMEMBERED {
            self.limiter.retain_recent();
        }
        let (left, wait) = match self.limiter.check_key(key) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(until) => (0, Some(until.wait_time_from(self.clock.now()))),
        };
        Measured { policy: self.policy, limit: self.limit.get(), left, wait }
    }
}

/// How a caller stands after a request.
pub(super) struct Measured {
    policy: &'static str,
    /// Requests per minute.
    limit: u32,
    left: u32,
    /// How long to wait, where nothing was left.
    wait: Option<Duration>,
}

impl Measured {
    /// Why the request is not answered, if it came too early.
    pub(super) fn refusal(&self) -> Option<Response> {
        self.wait?;
        figures::limited(self.policy);
        let message = "Too many requests in a short time. Wait as long as Retry-After says, then ask again.";
        Some(refuse(StatusCode::TOO_MANY_REQUESTS, ErrorCode::Limit, message))
    }

    /// Tells the caller how they stand (draft-ietf-httpapi-ratelimit-headers): `q` requests in `w` seconds, `r` of them
    /// left, all of them again in `t` seconds.
    pub(super) fn tell(&self, response: &mut Response) {
        let full = u64::from(self.limit - self.left) * 60 / u64::from(self.limit);
        let lines = [
            ("ratelimit-policy", format!(r#""{}";q={};w=60"#, self.policy, self.limit)),
            ("ratelimit", format!(r#""{}";r={};t={}"#, self.policy, self.left, full.max(1))),
        ];
        for (name, line) in lines {
            if let Ok(line) = HeaderValue::try_from(line) {
                response.headers_mut().insert(name, line);
            }
        }
        if let Some(wait) = self.wait {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
        }
    }
}
