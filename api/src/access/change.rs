//! Changing a record: whose fields they are, whether somebody else changed them meanwhile, and what is kept of it.

use entity::rights::Standing;
use entity::{Field, Table, history};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LockType, Query, Value};
use sea_orm::{ConnectionTrait, Order};
use serde_json::json;
use uuid::Uuid;

use super::columns::{self, Subject};
use super::rows::{restricted, subject};
use super::scope::{case_column, of_row};
use super::value::{decode, is_nothing, nothing, to_json};
use super::work::{Work, check};
use crate::error::{Error, ErrorCode, Result};

/// A field of a record that a patch touches, with the value it has and the one it is to have.
struct Touched {
    field: &'static Field,
    old: Value,
    new: Value,
}

/// A record as it stands while it is being changed.
struct State {
    case: Uuid,
    revision: i32,
}

impl Work {
    /// Changes fields of a record from the version the viewer saw. Values sent back unchanged are not writes;
    /// a field that is not the viewer's refuses everything; what somebody else changed since is a conflict.
    pub async fn change(
        &mut self,
        table: &'static Table,
        id: Uuid,
        version: i64,
        patch: Vec<(&'static Field, Value)>,
    ) -> Result<()> {
        self.flush().await?;
        check(table, patch.iter().map(|(field, value)| (*field, value)))?;
        let Some(subject) = subject(&self.transaction, table, id, &self.viewer, self.now).await? else {
            return Err(self.refusal().unwrap_or_else(|| Error::not_found(table.type_name)));
        };
        // Whether a value is unchanged is for those who read it.
        let (patch, unread): (Vec<_>, Vec<_>) =
            patch.into_iter().partition(|(field, _)| columns::reach(field, &self.viewer).on(subject));
        let (now, touched) = self.current(table, id, patch).await?;
        let standing = self.standing_to(now.case, subject).await?;
        let others = touched.iter().filter(|touched| !touched.may_be_changed_by(standing, subject));
        let refused = unread.iter().map(|(field, _)| *field).chain(others.map(|touched| touched.field));
        if self.refuse(table, subject.suspect, refused) || touched.is_empty() {
            return Ok(());
        }
        if let Some(missing) = touched.iter().find(|touched| touched.field.required && is_nothing(&touched.new)) {
            let path = format!("{}.{}", table.type_name, missing.field.name);
            return Err(Error::invalid(path, "always has a value. Send another instead of null"));
        }
        self.refuse_conflicts(table, id, version, subject, &touched).await?;
        self.write(table, id, &now, &touched).await?;
        for touched in &touched {
            let change = Some((touched.field, &touched.old, &touched.new));
            self.remember(table, now.case, id, now.revision + 1, change);
        }
        Ok(())
    }

    /// The record's state, locked, and the fields that the patch gives another value.
    async fn current(
        &self,
        table: &Table,
        id: Uuid,
        patch: Vec<(&'static Field, Value)>,
    ) -> Result<(State, Vec<Touched>)> {
        let case = case_column(table).ok_or_else(|| Error::not_found(table.type_name))?;
        let mut statement = restricted(table, &self.viewer, self.now);
        statement
            .expr(of_row(case))
            .expr(of_row("version"))
            .exprs(patch.iter().map(|(field, _)| of_row(field.column)))
            .and_where(of_row("id").eq(id))
            .lock(LockType::Update);
        let row = self.transaction.query_one(&statement).await?.ok_or_else(|| Error::not_found(table.type_name))?;
        let state = State { case: row.try_get_by_index(0)?, revision: row.try_get_by_index(1)? };
        let mut touched = Vec::new();
        for (index, (field, new)) in patch.into_iter().enumerate() {
            let old = decode(&field.kind, &row, index + 2)?.value().cloned().unwrap_or_else(|| nothing(&field.kind));
            if old != new {
                touched.push(Touched { field, old, new });
            }
        }
        Ok((state, touched))
    }

    async fn standing_to(&mut self, case: Uuid, subject: Subject) -> Result<Standing> {
        let author = if subject.author { Standing::AUTHOR } else { Standing::empty() };
        Ok(self.viewer.standing() | author | self.standing_in(case).await?)
    }

    /// Refuses the change where a field of it was changed after the version the viewer saw.
    async fn refuse_conflicts(
        &self,
        table: &Table,
        id: Uuid,
        version: i64,
        subject: Subject,
        touched: &[Touched],
    ) -> Result<()> {
        let seen = self.revision_of(table, id, version, subject).await?;
        let since = Query::select()
            .distinct()
            .column(history::Column::Field)
            .from(history::Entity)
            .and_where(Expr::col(history::Column::RecordId).eq(id))
            .and_where(Expr::col(history::Column::Revision).gt(seen))
            .and_where(
                Expr::col(history::Column::Field).is_in(touched.iter().map(|touched| touched.field.name.as_str())),
            )
            .take();
        let rows = self.transaction.query_all(&since).await?;
        let changed = rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect::<Result<Vec<_>, _>>()?;
        let conflicts: Vec<&Touched> = touched.iter().filter(|touched| changed.contains(&touched.field.name)).collect();
        if conflicts.is_empty() {
            return Ok(());
        }
        let names: Vec<String> =
            conflicts.iter().map(|touched| format!("{}.{}", table.type_name, touched.field.name)).collect();
        let mut error = Error::new(
            ErrorCode::Conflict,
            format!(
                "Nothing was changed: somebody changed {} since the version you sent. Read the record again and decide.",
                names.join(", ")
            ),
        );
        error.fields = conflicts
            .iter()
            .zip(&names)
            .map(|(touched, name)| {
                json!({ "field": name, "yours": to_json(&touched.new), "theirs": to_json(&touched.old) })
            })
            .collect();
        Err(error)
    }

    /// The row's own revision at the version the viewer saw, which counts only changes they may know of.
    async fn revision_of(&self, table: &Table, id: Uuid, version: i64, subject: Subject) -> Result<i32> {
        let known = table.fields.iter().filter(|field| columns::reach(field, &self.viewer).on(subject));
        let column = Expr::col(history::Column::Field);
        let place = version.checked_sub(1).and_then(|place| u64::try_from(place).ok());
        let statement = Query::select()
            .distinct()
            .column(history::Column::Revision)
            .from(history::Entity)
            .and_where(Expr::col(history::Column::RecordId).eq(id))
            .and_where(column.clone().is_null().or(column.is_in(known.map(|field| field.name.as_str()))))
            .order_by(history::Column::Revision, Order::Asc)
            .limit(1)
            .offset(place.unwrap_or(u64::MAX >> 1))
            .take();
        match self.transaction.query_one(&statement).await? {
            Some(row) => Ok(row.try_get_by_index(0)?),
            None => Err(Error::invalid("version", "is none this record has had. Send the version you read")),
        }
    }

    async fn write(&self, table: &Table, id: Uuid, state: &State, touched: &[Touched]) -> Result<()> {
        let update = Query::update()
            .table(Alias::new(table.name.as_str()))
            .values(touched.iter().map(|touched| (Alias::new(touched.field.column), Expr::val(touched.new.clone()))))
            .value(Alias::new("version"), state.revision + 1)
            .and_where(Expr::col(Alias::new("id")).eq(id))
            .and_where(Expr::col(Alias::new("version")).eq(state.revision))
            .take();
        if self.transaction.execute(&update).await?.rows_affected() == 1 {
            return Ok(());
        }
        Err(Error::new(ErrorCode::Conflict, "The record was changed at the same moment. Read it again and decide."))
    }
}

impl Touched {
    /// Whether somebody of this standing may make this change: as editor, or as filler of an empty field.
    fn may_be_changed_by(&self, standing: Standing, subject: Subject) -> bool {
        let rule = self.field.responsibility.rule_of(subject.suspect);
        let fills = is_nothing(&self.old) && rule.fillers.intersects(standing);
        rule.editor.intersects(standing) || fills
    }
}
