//! Who is let in: from what a token says to a viewer. The account is asked for at each request, so that a disabled
//! account and a denied token are refused from the next request on, on every server.

use chrono::{DateTime, TimeDelta, Utc};
use entity::codes::{AccountStatus, Rank};
use entity::{account, denied_token, organisation, table};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, IdenStatic, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::rows::subject;
use super::{Draft, Store, Viewer, Work};
use crate::error::{Error, ErrorCode, Result};

/// How a viewer signed in.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Who vouches for them (RFC 7519 `iss`).
    pub issuer: String,
    /// By what means they proved who they are, in the issuer's terms (OpenID Connect `acr`).
    pub acr: Option<String>,
    /// When they did (OpenID Connect `auth_time`).
    pub authenticated_at: Option<DateTime<Utc>>,
    /// What grave acts ask for beyond having signed in; nothing where they ask for no more.
    pub step_up: Option<StepUp>,
}

/// What grave acts ask for: a recent sign-in, and perhaps by certain means (RFC 9470).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepUp {
    /// The means that will do; none where any will.
    pub acr: Vec<String>,
    /// How long ago the user signed in at most.
    pub max_age: TimeDelta,
}

/// When accounts that appear at a first sign-in are activated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activation {
    /// When an administrator of their organisation does so.
    #[default]
    ByAdministrator,
    /// At once.
    AtOnce,
}

/// Whom a token is for.
#[derive(Clone, Copy, Debug)]
pub enum Whom<'a> {
    /// This account: a token of the hub's own.
    Account(Uuid),
    /// A user of an identity provider.
    Subject {
        /// The provider.
        issuer: &'a str,
        /// What it calls the user, for good.
        subject: &'a str,
        /// The name the account is to have.
        user: &'a str,
    },
}

/// What a token that was verified says of its bearer.
#[derive(Clone, Copy, Debug)]
pub struct Claimant<'a> {
    /// Whom it is for.
    pub whom: Whom<'a>,
    /// The code of the organisation it speaks for.
    pub organisation: &'a str,
    /// The token's own id.
    pub jti: &'a str,
}

/// What becomes of somebody who asks to be let in.
#[derive(Debug)]
pub enum Admission {
    /// They are let in.
    Admitted(Box<Viewer>),
    /// An administrator of their organisation has to activate their account first.
    Pending(Holder),
    /// They are not let in; whose account they came by, if that is known.
    Refused(Option<Holder>),
}

/// Whose account it is by which somebody is not let in.
#[derive(Clone, Copy, Debug)]
pub struct Holder {
    pub(super) account: Uuid,
    pub(super) organisation: Uuid,
}

impl Viewer {
    /// Whether the viewer signed in at most so long before `now`, by one of these means where any are named. Who asks for
    /// it: [`Viewer::require_step_up`].
    pub fn stepped_up(&self, asked: &StepUp, now: DateTime<Utc>) -> bool {
        let Some(sign_in) = &self.sign_in else { return false };
        let recent = sign_in.authenticated_at.is_some_and(|at| now.signed_duration_since(at) <= asked.max_age);
        let strong = asked.acr.is_empty() || sign_in.acr.as_ref().is_some_and(|acr| asked.acr.contains(acr));
        recent && strong
    }

    /// Refuses a grave act to somebody who has not signed in as it asks for.
    pub fn require_step_up(&self, now: DateTime<Utc>) -> Result<()> {
        let Some(asked) = self.sign_in.as_ref().and_then(|sign_in| sign_in.step_up.as_ref()) else { return Ok(()) };
        if self.stepped_up(asked, now) {
            return Ok(());
        }
        let mut error = Error::new(
            ErrorCode::InsufficientUserAuthentication,
            "Nothing was changed: this act asks you to sign in again, as `fields` says. Do so and send it once more.",
        );
        error.fields.push(json!({ "acrValues": asked.acr, "maxAge": asked.max_age.num_seconds() }));
        Err(error)
    }
}

impl Store {
    /// Lets somebody in by what their token says, or does not. Who signs in for the first time gets an account.
    pub async fn admit(&self, claimant: Claimant<'_>, sign_in: SignIn, activation: Activation) -> Result<Admission> {
        if let Some((account, organisation)) = self.found(claimant).await? {
            return self.admission(account, organisation, claimant, sign_in).await;
        }
        let holder = self.holder(claimant.whom).await?;
        if holder.is_none() {
            match self.appear(claimant, activation).await {
                // Another request was the first by the same token.
                Err(error) if error.code == ErrorCode::Conflict => {}
                appeared => appeared?,
            }
        }
        match self.found(claimant).await? {
            Some((account, organisation)) => self.admission(account, organisation, claimant, sign_in).await,
            None => Ok(Admission::Refused(holder)),
        }
    }

    async fn admission(
        &self,
        account: account::Model,
        organisation: organisation::Model,
        claimant: Claimant<'_>,
        sign_in: SignIn,
    ) -> Result<Admission> {
        let holder = Holder { account: account.id, organisation: organisation.id };
        if !organisation.active || organisation.code != claimant.organisation {
            return Ok(Admission::Refused(Some(holder)));
        }
        match account.status {
            AccountStatus::Active if account.active => {
                let mut viewer = self.viewer_of(account, organisation).await?;
                viewer.sign_in = Some(sign_in);
                Ok(Admission::Admitted(Box::new(viewer)))
            }
            AccountStatus::Pending => Ok(Admission::Pending(holder)),
            AccountStatus::Active | AccountStatus::Disabled => Ok(Admission::Refused(Some(holder))),
        }
    }

    /// Whose account a token is for, whether or not the token is denied.
    async fn holder(&self, whom: Whom<'_>) -> Result<Option<Holder>> {
        let found = account::Entity::find().filter(is(whom)).one(self.connection()).await?;
        Ok(found.map(|account| Holder { account: account.id, organisation: account.organisation_id }))
    }

    /// The account a token is for, with its organisation, unless the token is denied.
    async fn found(&self, claimant: Claimant<'_>) -> Result<Option<(account::Model, organisation::Model)>> {
        let denied = Query::select()
            .expr(Expr::val(1))
            .from(denied_token::Entity)
            .and_where(
                Expr::col((denied_token::Entity, denied_token::Column::HolderId))
                    .eq(Expr::col((account::Entity, account::Column::Id))),
            )
            .and_where(denied_token::Column::Jti.eq(claimant.jti))
            .take();
        let found = account::Entity::find()
            .find_also_related(organisation::Entity)
            .filter(is(claimant.whom))
            .filter(Expr::exists(denied).not())
            .one(self.connection())
            .await?;
        Ok(found.and_then(|(account, organisation)| Some((account, organisation?))))
    }

    /// Makes the account of somebody who signs in for the first time, or gives them the one that the operator registered
    /// under their name. Nothing becomes of a user of an organisation that is not there, or who has an account already.
    async fn appear(&self, claimant: Claimant<'_>, activation: Activation) -> Result<()> {
        let Whom::Subject { issuer, subject, user } = claimant.whom else { return Ok(()) };
        let organisation = organisation::Entity::find()
            .filter(organisation::Column::Code.eq(claimant.organisation))
            .filter(organisation::Column::Active.eq(true))
            .one(self.connection())
            .await?;
        let Some(organisation) = organisation else { return Ok(()) };
        let named = account::Entity::find()
            .filter(account::Column::OrganisationId.eq(organisation.id))
            .filter(account::Column::Name.eq(user))
            .one(self.connection())
            .await?;
        let registered = named.as_ref().filter(|account| account.issuer.is_none());
        let id = registered.map_or_else(|| self.clock().id(), |account| account.id);
        let (status, active) = match activation {
            Activation::ByAdministrator => (AccountStatus::Pending, false),
            Activation::AtOnce => (AccountStatus::Active, true),
        };
        // A provider may call somebody as it called another before them.
        let name = if named.is_some() {
            format!("{} {id}", user.chars().take(60).collect::<String>())
        } else {
            user.to_owned()
        };
        let account = account::Model {
            id,
            organisation_id: organisation.id,
            name: name.clone(),
            active,
            status,
            rank: Rank::Officer,
            issuer: None,
            subject: None,
            version: 1,
        };
        let itself = self.viewer_of(account, organisation).await?;
        let mut work = self.work(&itself, "accountAppear", None).await?;
        if account::Entity::find().filter(is(claimant.whom)).one(&work.transaction).await?.is_some() {
            return Ok(());
        }
        use account::Column as C;
        let accounts = table(account::Entity.as_str());
        if registered.is_some() {
            let known = [(C::Issuer, issuer), (C::Subject, subject)];
            work.keep(accounts, id, known.map(|(column, value)| (column.as_str(), value.into())).to_vec()).await?;
        } else {
            let draft = Draft { id: Some(id), ..Draft::default() }
                .keep(C::Name, name)
                .keep(C::Active, active)
                .keep(C::Status, status)
                .keep(C::Rank, Rank::Officer)
                .keep(C::Issuer, issuer)
                .keep(C::Subject, subject);
            work.establish(accounts, draft)?;
        }
        work.commit().await
    }
}

/// The condition on an account that it is somebody's.
fn is(whom: Whom<'_>) -> Expr {
    match whom {
        Whom::Account(id) => account::Column::Id.eq(id),
        Whom::Subject { issuer, subject, .. } => {
            account::Column::Issuer.eq(issuer).and(account::Column::Subject.eq(subject))
        }
    }
}

impl Work {
    /// Denies a token of an account: nobody signs in with it any more.
    pub async fn deny_token(&mut self, holder: Uuid, jti: String) -> Result<Uuid> {
        use denied_token::Column as C;
        let (accounts, tokens) = (table(account::Entity.as_str()), table(denied_token::Entity.as_str()));
        let Some(found) = subject(&self.transaction, accounts, holder, self.sight()).await? else {
            return Err(Error::not_found(accounts.type_name));
        };
        let deniers = tokens.column(C::Jti.as_str()).map(|field| field.responsibility.rule.fillers).unwrap_or_default();
        if !deniers.intersects(found.standing) {
            self.refuse_act(self.act.clone(), deniers);
            return Ok(holder);
        }
        self.establish(tokens, Draft::default().keep(C::HolderId, holder).keep(C::Jti, jti))
    }
}
