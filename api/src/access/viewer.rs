//! Who asks.

use std::sync::Arc;

use entity::codes::{AcceptedDocuments, Rank, Role};
use entity::rights::Standing;
use entity::value::Country as CountryCode;
use entity::{account, exclusion, organisation, participation};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Store;
use super::audit::Asking;
use super::review::lasts;
use super::sign_in::SignIn;
use crate::country::Country;
use crate::error::Result;

/// Who asks: an active account of an active organisation. It cannot be made, only looked up by
/// [`Store::admit`], [`Store::viewer`] or [`Store::operator`].
#[derive(Clone, Debug)]
pub struct Viewer {
    account: Uuid,
    account_name: String,
    organisation: Uuid,
    organisation_code: String,
    country_pack: Arc<Country>,
    role: Role,
    rank: Rank,
    standing: Standing,
    limited: bool,
    excluded: bool,
    accepted_documents: AcceptedDocuments,
    pub(super) sign_in: Option<SignIn>,
    pub(super) asking: Arc<Asking>,
}

impl Viewer {
    /// The account that asks.
    pub fn account(&self) -> Uuid {
        self.account
    }

    /// The name the account signs in with.
    pub fn account_name(&self) -> &str {
        &self.account_name
    }

    /// The organisation the account works for.
    pub fn organisation(&self) -> Uuid {
        self.organisation
    }

    /// The code of that organisation.
    pub fn organisation_code(&self) -> &str {
        &self.organisation_code
    }

    /// The country of that organisation, as it is configured.
    pub fn country_pack(&self) -> &Arc<Country> {
        &self.country_pack
    }

    /// The code of that country, ISO 3166-1 alpha-3.
    pub fn country_code(&self) -> &CountryCode {
        &self.country_pack.code
    }

    /// The role of that organisation.
    pub fn role(&self) -> Role {
        self.role
    }

    /// What the account does in that organisation.
    pub fn rank(&self) -> Rank {
        self.rank
    }

    /// Which documents the clients of that organisation may send.
    pub fn accepted_documents(&self) -> AcceptedDocuments {
        self.accepted_documents
    }

    /// How the viewer signed in; nothing of the operator at the command line.
    pub fn sign_in(&self) -> Option<&SignIn> {
        self.sign_in.as_ref()
    }

    /// Whether some part the organisation has in a case opens no more than certain groups of fields.
    pub(super) fn is_limited(&self) -> bool {
        self.limited
    }

    /// Whether the viewer is kept out of some case.
    pub(super) fn is_excluded(&self) -> bool {
        self.excluded
    }

    /// What the viewer is to any record: its role, and what that role is in its country. Authorship and the like add
    /// to it, record by record.
    pub fn standing(&self) -> Standing {
        self.standing
    }
}

impl Store {
    /// The viewer of an account, unless the account or its organisation is unknown or inactive.
    pub async fn viewer(&self, account_id: Uuid) -> Result<Option<Viewer>> {
        self.look_up(account::Column::Id.eq(account_id)).await
    }

    /// The viewer of an organisation's account by their names: for the operator at the command line.
    pub async fn operator(&self, organisation_code: &str, account_name: &str) -> Result<Option<Viewer>> {
        self.look_up(organisation::Column::Code.eq(organisation_code).and(account::Column::Name.eq(account_name))).await
    }

    async fn look_up(&self, condition: sea_orm::sea_query::Expr) -> Result<Option<Viewer>> {
        let found = account::Entity::find()
            .find_also_related(organisation::Entity)
            .filter(condition)
            .filter(account::Column::Active.eq(true))
            .filter(organisation::Column::Active.eq(true))
            .one(self.connection())
            .await?;
        let Some((account, Some(organisation))) = found else { return Ok(None) };
        self.viewer_of(account, organisation).await.map(Some)
    }

    /// The viewer that an account of an organisation is; whether the two are active is settled.
    pub(super) async fn viewer_of(&self, account: account::Model, organisation: organisation::Model) -> Result<Viewer> {
        let limited = participation::Entity::find()
            .select_only()
            .column(participation::Column::Id)
            .filter(participation::Column::ParticipantId.eq(organisation.id))
            .filter(participation::Column::FieldGroups.is_not_null())
            .filter(lasts(self.clock().now()))
            .into_tuple::<Uuid>()
            .one(self.connection())
            .await?
            .is_some();
        let excluded = exclusion::Entity::find()
            .select_only()
            .column(exclusion::Column::Id)
            .filter(exclusion::Column::ExcludedId.eq(organisation.id))
            .filter(exclusion::Column::OfficerId.is_null().or(exclusion::Column::OfficerId.eq(account.id)))
            .into_tuple::<Uuid>()
            .one(self.connection())
            .await?
            .is_some();
        let country = self.country(&organisation.country);
        let mut standing = account.rank.standing(organisation.role);
        if account.rank.works_on_cases() {
            standing.set(Standing::COMPETENT_AUTHORITY, country.is_competent(organisation.role));
            standing.set(Standing::INFORMED, country.identity_duty.contains(&organisation.role));
        }
        Ok(Viewer {
            account: account.id,
            account_name: account.name,
            organisation: organisation.id,
            organisation_code: organisation.code,
            country_pack: country,
            role: organisation.role,
            rank: account.rank,
            standing,
            limited,
            excluded,
            accepted_documents: organisation.accepted_documents,
            sign_in: None,
            asking: Arc::default(),
        })
    }

    /// Every account that may sign in, with its organisation, in the order they were made: what the command line lists.
    pub async fn viewers(&self) -> Result<Vec<Viewer>> {
        let ids = account::Entity::find().order_by_asc(account::Column::Id).all(self.connection()).await?;
        let mut viewers = Vec::new();
        for account in ids {
            viewers.extend(self.viewer(account.id).await?);
        }
        Ok(viewers)
    }
}
