//! Who looks, and when: what every statement is made for, and what the viewer is to a row.

use chrono::{DateTime, Utc};
use entity::codes::{Extent, FieldGroup, ParticipationBasis};
use entity::rights::Standing;
use entity::{Table, account, denied_token, history, participation as part};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{DbBackend, IdenStatic};

use super::Viewer;
use super::consent::consents;
use super::filter::has_element;
use super::known::edited;
use super::scope::{case_column, is_case, is_directory, is_dispute, of_part, of_row, takes_part, victim_column};

/// A viewer at an instant, before a database.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) now: DateTime<Utc>,
    pub(super) backend: DbBackend,
}

/// The column that names the organisation a record is addressed to.
pub(super) const RECEIVER: &str = "receiver_id";

/// What an organisation may be to one row and not to the next.
pub(super) fn of_a_row() -> impl Iterator<Item = Standing> {
    let beside_role = [
        Standing::AUTHOR,
        Standing::LEAD,
        Standing::RECEIVER,
        Standing::INFORMED,
        Standing::GLASS,
        Standing::ACCOUNT_KEEPER,
        Standing::OWNER,
    ];
    beside_role.into_iter().chain(FieldGroup::ALL.iter().map(|group| Standing::granted(*group)))
}

impl Sight<'_> {
    /// The condition under which the viewer is this to a row of `table`; `None` where nobody is.
    pub(super) fn stands(self, table: &Table, as_what: Standing) -> Option<Expr> {
        let own = self.viewer.organisation();
        match as_what {
            Standing::AUTHOR if is_directory(table) => Some(of_row("id").eq(own)),
            Standing::AUTHOR => table.column("organisation_id").map(|field| of_row(field.column).eq(own)),
            Standing::RECEIVER => {
                let addressed = [RECEIVER, part::Column::ParticipantId.as_str()];
                let column = addressed.into_iter().find_map(|name| table.column(name));
                column.map(|field| of_row(field.column).eq(own))
            }
            Standing::LEAD => case_column(table).map(|case| self.leads(table, case)),
            Standing::ACCOUNT_KEEPER => self.keeps(table),
            Standing::OWNER => is_dispute(table).then(|| edited(table, self)),
            Standing::INFORMED => self.is_informed(table),
            Standing::GLASS => self.broke_glass(table, FieldGroup::Identity),
            _ => {
                let group = FieldGroup::ALL.iter().find(|group| Standing::granted(**group) == as_what)?;
                Some(self.is_granted(table, case_column(table)?, *group))
            }
        }
    }

    /// The same of several standings: one of them is enough.
    pub(super) fn stands_as_one_of(self, table: &Table, standings: Standing) -> Expr {
        let each = of_a_row().filter(|one| standings.contains(*one));
        each.filter_map(|one| self.stands(table, one)).reduce(ExprTrait::or).unwrap_or_else(|| Expr::cust("1 = 0"))
    }

    /// The viewer keeps accounts, and the row is one of somebody else in its organisation, a token denied there, or a change
    /// of any such. Nobody makes themselves anything.
    fn keeps(self, table: &Table) -> Option<Expr> {
        let viewer = self.viewer;
        let kept = [account::Entity.as_str(), denied_token::Entity.as_str()];
        if viewer.rank().keeps_accounts() && table.name == entity::changes().name {
            return Some(of_row(history::Column::RecordType.as_str()).is_in(kept));
        }
        let own = table.column("organisation_id").map(|field| of_row(field.column).eq(viewer.organisation()));
        let own = own.filter(|_| viewer.rank().keeps_accounts())?;
        if table.name == account::Entity.as_str() {
            return Some(own.and(of_row(account::Column::Id.as_str()).ne(viewer.account())));
        }
        kept.contains(&table.name.as_str()).then_some(own)
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

    /// The victim of the row consents that the viewer's role is told who they are.
    fn is_informed(self, table: &Table) -> Option<Expr> {
        let victim = victim_column(table)?;
        let own = Expr::val(self.viewer.organisation_code());
        self.viewer.role().identity_consent().map(|scope| consents(self, of_row(victim), scope, own))
    }

    /// The viewer broke the glass for the victim of the row, to know what this group of fields holds.
    fn broke_glass(self, table: &Table, group: FieldGroup) -> Option<Expr> {
        let victim = victim_column(table)?;
        let in_emergency = of_part(part::Column::VictimId)
            .eq(of_row(victim))
            .and(of_part(part::Column::Basis).eq(ParticipationBasis::BrokeGlass.code()))
            .and(has_element(of_part(part::Column::FieldGroups), group.code(), self.backend));
        Some(self.has_part(in_emergency))
    }

    /// A part the viewer has in the case opens this group of fields of the row.
    fn is_granted(self, table: &Table, case: &'static str, group: FieldGroup) -> Expr {
        let groups = of_part(part::Column::FieldGroups);
        let shared = groups.clone().is_null().or(has_element(groups, group.code(), self.backend));
        let opens = match victim_column(table) {
            Some(victim) => is_whole().or(of_part(part::Column::VictimId).eq(of_row(victim)).and(shared)),
            None => is_whole(),
        };
        self.has_part(of_part(part::Column::CaseId).eq(of_row(case)).and(opens))
    }

    /// As what a row whose fields of this group are granted opens them: to a part without limits, by the role alone, or in an
    /// emergency. In other rows it is a referral.
    pub(super) fn granted_as(self, table: &Table, group: FieldGroup) -> Vec<(Standing, Expr)> {
        let unlimited = match victim_column(table) {
            Some(victim) => is_whole().or(of_part(part::Column::VictimId)
                .eq(of_row(victim))
                .and(of_part(part::Column::FieldGroups).is_null())),
            None => is_whole(),
        };
        let by_role = case_column(table).map(|case| of_part(part::Column::CaseId).eq(of_row(case)).and(unlimited));
        let by_role = by_role.map(|unlimited| (Standing::empty(), self.has_part(unlimited)));
        let in_emergency = self.broke_glass(table, group).map(|broke| (Standing::GLASS, broke));
        by_role.into_iter().chain(in_emergency).collect()
    }

    /// The viewer takes part by such a part.
    fn has_part(self, such: Expr) -> Expr {
        let such = such.and(takes_part(self));
        Expr::exists(Query::select().expr(Expr::val(1)).from(part::Entity).and_where(such).take())
    }
}

fn is_whole() -> Expr {
    of_part(part::Column::Extent).eq(Extent::WholeCase.code())
}
