//! The yearly review of access, for supervisors.

use async_graphql::dynamic::{Field, FieldValue, TypeRef};
use entity::participation::{Column as C, Entity};
use entity::{Table, table};
use sea_orm::IdenStatic;

use super::plan::Planner;
use super::reply::answer;
use super::{Session, questions};
use crate::access::{Filter, Order, Page, Test};
use crate::error::{Error, ErrorCode};

/// The question for the parts that the viewer's organisation has in cases, for its supervisors to keep or to end.
pub(super) fn field() -> Field {
    let participations = table(Entity.as_str());
    let field = Field::new("accessReview", TypeRef::named("ParticipationConnection"), move |ctx| {
        answer(ctx, move |ctx, session| async move {
            if !session.viewer.rank().approves() {
                let message = "accessReview is for supervisors, who keep or end what their organisation has access to.";
                return Err(Error::new(ErrorCode::NotResponsible, message));
            }
            let (select, mut page) = Planner::new(ctx.ctx).connection(participations)?;
            standing_parts(session, participations, &mut page);
            let reader = session.reading(session.store.reader(&session.viewer).reviewing());
            let found = reader.page("Query.accessReview", &select, &page).await?;
            Ok(found.map(FieldValue::owned_any))
        })
    });
    questions::with_arguments(field, participations).description(
        "The standing parts that your organisation has in cases, the first to lapse first: since when (`since`), and when last made use of (`lastUsedOn`). A supervisor keeps each (`participationKeep`) or ends it (`participationEnd`); what nobody keeps ends.",
    )
}

fn standing_parts(session: &Session, participations: &'static Table, page: &mut Page) {
    let own = Test::Equals(session.viewer.organisation().into());
    let tests = [(C::ParticipantId, own), (C::Until, Test::Known(false)), (C::LapsesOn, Test::Known(true))];
    let tests = tests
        .into_iter()
        .filter_map(|(column, test)| Some(Filter::Field(participations.column(column.as_str())?, test)));
    page.narrow(tests);
    if let (true, Some(field)) = (page.order.is_empty(), participations.column(C::LapsesOn.as_str())) {
        page.order = vec![Order { field, descending: false }];
    }
}
