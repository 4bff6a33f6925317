//! The directory of organisations and their users, which stands outside every case.

use entity::codes::Role;
use entity::value::Country;
use entity::{account, organisation};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, TransactionTrait};

use super::Store;
use crate::error::Result;

impl Store {
    /// Registers a user and, if it is not there yet, the organisation; says which of the two was added.
    pub async fn register(
        &self,
        code: &str,
        name: &str,
        role: Role,
        country: Country,
        user: &str,
    ) -> Result<(bool, bool)> {
        let transaction = self.connection().begin().await?;
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
            };
            account::Entity::insert(account).exec(&transaction).await?;
        }
        transaction.commit().await?;
        Ok((organisation_added, account_added))
    }
}
