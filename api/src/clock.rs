//! Where time and ids come from: passed in, never taken from a global, so that tests and training data repeat.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, Utc};
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use uuid::{Builder, Uuid};

use crate::evidence::Salt;

/// A source of the current instant and of new ids.
#[derive(Clone)]
pub struct Clock(Arc<Mutex<State>>);

struct State {
    fixed: Option<DateTime<Utc>>,
    random: StdRng,
    last: (u64, u16),
}

/// How many ids a millisecond has: as many as 14 bits count.
const OF_A_MILLISECOND: u16 = 1 << 14;

impl Clock {
    /// The machine's clock, with ids that nobody can guess.
    pub fn system() -> Self {
        Self::with(None, StdRng::from_os_rng())
    }

    /// A clock that stands until it is set, with ids that repeat for the same seed.
    pub fn fixed(at: DateTime<Utc>, seed: u64) -> Self {
        Self::with(Some(at), StdRng::seed_from_u64(seed))
    }

    fn with(fixed: Option<DateTime<Utc>>, random: StdRng) -> Self {
        Self(Arc::new(Mutex::new(State { fixed, random, last: (0, 0) })))
    }

    /// Sets a fixed clock to another instant; the machine's clock cannot be set.
    pub fn set(&self, at: DateTime<Utc>) {
        let mut state = self.state();
        if state.fixed.is_some() {
            state.fixed = Some(at);
        }
    }

    /// Now, to the microsecond: what both databases keep.
    pub fn now(&self) -> DateTime<Utc> {
        self.state().now()
    }

    /// A new UUIDv7. Ids come in the order they were asked for, also where the clock was set back: until it has caught up,
    /// they count on from the last one (RFC 9562, section 6.2).
    pub fn id(&self) -> Uuid {
        let mut state = self.state();
        let (millis, count) = state.next();
        let mut bytes = [0; 10];
        state.random.fill_bytes(&mut bytes);
        bytes[..2].copy_from_slice(&(count >> 2).to_be_bytes());
        bytes[2] = (bytes[2] & 0x0f) | ((count & 0b11) as u8) << 4;
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    /// A secret that nobody can guess and that comes once.
    pub fn salt(&self) -> Salt {
        let mut bytes = [0; 32];
        self.state().random.fill_bytes(&mut bytes);
        Salt(bytes)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    #[expect(clippy::disallowed_methods, reason = "this is the Clock")]
    fn now(&self) -> DateTime<Utc> {
        self.fixed.unwrap_or_else(Utc::now).trunc_subsecs(6)
    }

    /// The millisecond of the next id, and how many ids of it came before.
    fn next(&mut self) -> (u64, u16) {
        let now = u64::try_from(self.now().timestamp_millis()).unwrap_or_default();
        let (millis, count) = self.last;
        self.last = match count + 1 {
            _ if now > millis => (now, 0),
            OF_A_MILLISECOND => (millis + 1, 0),
            next => (millis, next),
        };
        self.last
    }
}
