//! The directory of organisations and their users, which stands outside every case.

use entity::codes::{Rank, Role};
use entity::value::{Country, Token};
use entity::{account, organisation};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use uuid::Uuid;

use super::{Store, Work};
use crate::error::Result;

/// A user and the organisation they work for, as they are registered.
pub struct Registration<'a> {
    /// The organisation's short code, unique in the hub.
    pub code: &'a str,
    /// The organisation's name.
    pub name: &'a str,
    /// The role whose responsibilities its officers have.
    pub role: Role,
    /// The country it works for.
    pub country: Country,
    /// Whether the hub calls it into cases by rule.
    pub focal: bool,
    /// The name the user signs in with.
    pub user: &'a str,
    /// What the user does in the organisation.
    pub rank: Rank,
}

impl Store {
    /// Registers a user and, if it is not there yet, the organisation; says which of the two was added.
    pub async fn register(&self, registration: Registration<'_>) -> Result<(bool, bool)> {
        let Registration { code, name, role, country, user, focal, rank } = registration;
        self.require_trusted()?;
        let transaction = self.begin().await?;
        let known = organisation::Entity::find().filter(organisation::Column::Code.eq(code)).one(&transaction).await?;
        let (organisation, organisation_added) = match known {
            Some(organisation) => (organisation.id, false),
            None => {
                let organisation = organisation::ActiveModel {
                    id: ActiveValue::Set(self.clock().id()),
                    code: ActiveValue::Set(code.to_owned()),
                    name: ActiveValue::Set(name.to_owned()),
                    role: ActiveValue::Set(role),
                    country: ActiveValue::Set(country),
                    focal: ActiveValue::Set(focal),
                    active: ActiveValue::Set(true),
                    ..Default::default()
                };
                (organisation::Entity::insert(organisation).exec(&transaction).await?.last_insert_id, true)
            }
        };
        let known = account::Entity::find()
            .filter(account::Column::OrganisationId.eq(organisation))
            .filter(account::Column::Name.eq(user))
            .one(&transaction)
            .await?;
        let account_added = known.is_none();
        if account_added {
            let account = account::ActiveModel {
                id: ActiveValue::Set(self.clock().id()),
                organisation_id: ActiveValue::Set(organisation),
                name: ActiveValue::Set(user.to_owned()),
                active: ActiveValue::Set(true),
                rank: ActiveValue::Set(rank),
                ..Default::default()
            };
            account::Entity::insert(account).exec(&transaction).await?;
        }
        transaction.commit().await?;
        Ok((organisation_added, account_added))
    }
}

impl Work {
    /// The role of an organisation, if there is such an active one.
    pub async fn role_of(&self, organisation: Uuid) -> Result<Option<Role>> {
        let active = organisation::Column::Active.eq(true);
        let found = organisation::Entity::find_by_id(organisation).filter(active).one(&self.transaction).await?;
        Ok(found.map(|organisation| organisation.role))
    }

    /// Whether an active user of an organisation has this account.
    pub async fn employs(&self, organisation: Uuid, account: Uuid) -> Result<bool> {
        let found = account::Entity::find_by_id(account)
            .filter(account::Column::Active.eq(true))
            .filter(account::Column::OrganisationId.eq(organisation))
            .one(&self.transaction)
            .await?;
        Ok(found.is_some())
    }

    /// The active organisations of the viewer's country that take part in every case.
    pub async fn joining_every_case(&mut self) -> Result<Vec<Uuid>> {
        if let Some(joining) = &self.joining {
            return Ok(joining.clone());
        }
        let roles = Role::ALL.iter().filter(|role| role.joins_every_case()).map(|role| role.text().to_owned());
        let found = organisation::Entity::find()
            .filter(organisation::Column::Active.eq(true))
            .filter(organisation::Column::Country.eq(self.viewer.country_code().text()))
            .filter(organisation::Column::Role.is_in(roles))
            .order_by_asc(organisation::Column::Id)
            .all(&self.transaction)
            .await?;
        let joining: Vec<Uuid> = found.into_iter().map(|organisation| organisation.id).collect();
        self.joining = Some(joining.clone());
        Ok(joining)
    }
}
