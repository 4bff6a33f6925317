//! Whether an account's user is let in: the administrators of its organisation say so.

use super::Act::*;
use super::{Kept, Lifecycle, Way, way};
use crate::codes::AccountStatus;
use crate::rights::Standing;

impl Lifecycle for AccountStatus {
    fn ways(self) -> Vec<Way<Self>> {
        let keeper = Standing::ACCOUNT_KEEPER;
        let activate = way(AccountActivate, Self::Active, keeper).keeping(&[("active", Kept::Yes)]);
        let disable = way(AccountDisable, Self::Disabled, keeper).keeping(&[("active", Kept::No)]);
        match self {
            Self::Pending => vec![activate, disable],
            Self::Active => vec![disable],
            Self::Disabled => vec![activate],
        }
    }

    fn is_settled(self) -> bool {
        match self {
            Self::Active | Self::Disabled => true,
            Self::Pending => false,
        }
    }
}
