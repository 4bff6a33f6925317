//! Who looks, and when: what every statement is made for.

use chrono::{DateTime, Utc};
use entity::Table;
use entity::rights::Standing;
use sea_orm::IdenStatic;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

use super::Viewer;
use super::scope::{case_column, is_case, of_row};

/// A viewer at an instant.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) now: DateTime<Utc>,
}

/// What a viewer may be to one row and not to the next.
pub(super) const OF_A_ROW: [Standing; 3] = [Standing::AUTHOR, Standing::LEAD, Standing::RECEIVER];

/// The columns that name the organisation a record is addressed to.
const RECEIVERS: [&str; 2] = ["receiver_id", "participant_id"];

impl Sight<'_> {
    /// The condition under which the viewer is this to a row of `table`; `None` where nobody is.
    pub(super) fn stands(self, table: &Table, as_what: Standing) -> Option<Expr> {
        let own = self.viewer.organisation();
        if as_what == Standing::AUTHOR {
            return table.column("organisation_id").map(|field| of_row(field.column).eq(own));
        }
        if as_what == Standing::RECEIVER {
            return RECEIVERS.into_iter().find_map(|name| table.column(name)).map(|field| of_row(field.column).eq(own));
        }
        if as_what == Standing::LEAD {
            return case_column(table).map(|case| self.leads(table, case));
        }
        None
    }

    /// The same of several standings: one of them is enough.
    pub(super) fn stands_as_one_of(self, table: &Table, standings: Standing) -> Expr {
        let each = OF_A_ROW.into_iter().filter(|one| standings.contains(*one));
        each.filter_map(|one| self.stands(table, one)).reduce(ExprTrait::or).unwrap_or_else(|| Expr::cust("1 = 0"))
    }

    fn leads(self, table: &Table, case: &'static str) -> Expr {
        use entity::case::{Column, Entity};
        let own = self.viewer.organisation();
        if is_case(table) {
            return of_row(Column::LeadId.as_str()).eq(own);
        }
        let led = Query::select()
            .expr(Expr::val(1))
            .from_as(Entity, Alias::new("led"))
            .and_where(Expr::col((Alias::new("led"), Column::Id)).eq(of_row(case)))
            .and_where(Expr::col((Alias::new("led"), Column::LeadId)).eq(own))
            .take();
        Expr::exists(led)
    }
}
