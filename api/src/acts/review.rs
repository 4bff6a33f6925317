//! The yearly review of access: what is kept lasts for another year, and what nobody keeps ends.

use entity::{participation, table};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use crate::access::{Work, kept_until};
use crate::error::{Error, ErrorCode, Result};

/// Keeps a part that the viewer's organisation has in a case for another year.
pub async fn keep_participation(work: &mut Work, id: Uuid, version: i64) -> Result<()> {
    use participation::Column as C;
    let participations = table(participation::Entity.as_str());
    work.require(participations, id).await?;
    require_supervisor(work)?;
    let [lapses_on] = work.stored(participations, id, [C::LapsesOn.as_str()]).await?;
    if lapses_on == Value::ChronoDate(None) {
        return Err(Error::invalid("id", "is a part that does not lapse, and need not be kept"));
    }
    let kept = Value::from(kept_until(work.now().date_naive()));
    let kept = participations.column(C::LapsesOn.as_str()).map(|field| (field, kept));
    work.change(participations, id, version, kept.into_iter().collect()).await
}

/// What an organisation needs of its own access, its supervisors say.
pub(super) fn require_supervisor(work: &Work) -> Result<()> {
    if work.viewer().rank().approves() {
        return Ok(());
    }
    let message = "What your organisation keeps of its access, its supervisors say. Ask one of them.";
    Err(Error::new(ErrorCode::NotResponsible, message))
}
