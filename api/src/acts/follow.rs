//! What follows from an act by the hub's own rules: who joins the case, who leaves it, and what else is written down.

use entity::lifecycle::Act;
use entity::{docket_transfer, investigation, table};
use sea_orm::IdenStatic;
use uuid::Uuid;

use crate::access::Work;
use crate::error::Result;

/// Does what follows from an act on a record.
pub(super) async fn up(work: &mut Work, act: Act, id: Uuid) -> Result<()> {
    if act == Act::DocketReceive { docket_received(work, id).await } else { Ok(()) }
}

/// The investigation shows the last line of the custody log.
async fn docket_received(work: &mut Work, id: Uuid) -> Result<()> {
    use docket_transfer::Column;
    let transfers = table(docket_transfer::Entity.as_str());
    let [investigation, holder] =
        work.stored(transfers, id, [Column::InvestigationId, Column::Holder].map(|column| column.as_str())).await?;
    let today = work.now().date_naive();
    let held = [(investigation::Column::DocketHolder, holder), (investigation::Column::DocketHeldFrom, today.into())];
    let held = held.map(|(column, value)| (column.as_str(), value));
    work.keep(table(investigation::Entity.as_str()), investigation, held.to_vec()).await
}
