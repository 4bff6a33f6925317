//! Disputes about fields: an agency proposes, the one that edits the field answers, and in the end one decides.

use entity::lifecycle::Act;
use uuid::Uuid;

use crate::access::{Proposal, Work};
use crate::error::Result;

/// Proposes another value for a field that another agency edits.
pub async fn raise_dispute(work: &mut Work, proposal: Proposal) -> Result<Uuid> {
    work.raise(proposal).await
}

/// Does something to a dispute, with an answer where one is given.
pub async fn settle_dispute(work: &mut Work, act: Act, id: Uuid, answer: Option<String>) -> Result<()> {
    work.settle(act, id, answer).await
}
