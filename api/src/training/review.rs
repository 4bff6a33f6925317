//! The review of access: each month the supervisor of each agency keeps what would lapse before the next.

use chrono::{Months, NaiveDate};
use entity::participation::{Column, Entity};
use entity::table;
use sea_orm::IdenStatic;

use super::desk::Officers;
use super::select;
use super::story::Agency;
use crate::access::{Filter, Page, Store, Test};
use crate::acts;
use crate::error::Result;

/// Who supervises each organisation.
const SUPERVISOR: &str = "supervisor";

/// More parts than an agency of the training country has in its cases.
const PART_LIMIT: usize = 1000;

/// The supervisors, and the day of their next review.
pub(super) struct Review {
    supervisors: Officers,
    next: NaiveDate,
}

impl Review {
    /// Looks the supervisors up; they review for the first time a month from this day.
    pub(super) async fn from(store: &Store, day: NaiveDate) -> Result<Self> {
        Ok(Self { supervisors: Officers::of(store, SUPERVISOR).await?, next: in_a_month(day) })
    }

    /// The reviews that were due by now, as one.
    pub(super) async fn catch_up(&mut self, store: &Store) -> Result<()> {
        let today = store.clock().now().date_naive();
        if today < self.next {
            return Ok(());
        }
        self.next = in_a_month(today);
        for agency in Agency::ALL {
            self.keep(store, agency).await?;
        }
        Ok(())
    }

    async fn keep(&self, store: &Store, agency: Agency) -> Result<()> {
        let supervisor = self.supervisors.get(agency)?;
        let parts = table(Entity.as_str());
        let mut asked = select(parts, []);
        asked.version = true;
        // One review may be missed.
        let soon = in_a_month(in_a_month(self.next));
        let tests = [
            (Column::ParticipantId, Test::Equals(supervisor.organisation().into())),
            (Column::Until, Test::Known(false)),
            (Column::LapsesOn, Test::To(soon.into())),
        ];
        let mut page = Page::all(PART_LIMIT);
        page.narrow(
            tests.into_iter().filter_map(|(column, test)| Some(Filter::Field(parts.column(column.as_str())?, test))),
        );
        let found = store.reader(supervisor).reviewing().page(parts.plural, &asked, &page).await?.unwrap_or_default();
        for part in found.records {
            let mut work = store.work(supervisor, "participationKeep", Some("Yearly review".to_owned())).await?;
            acts::keep_participation(&mut work, part.id, part.version.unwrap_or(1)).await?;
            work.commit().await?;
        }
        Ok(())
    }
}

fn in_a_month(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(1)).unwrap_or(day)
}
