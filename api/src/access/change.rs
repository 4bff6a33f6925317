//! Changing a record: whose fields they are, whether somebody else changed them meanwhile, and what is kept of it.

use entity::lifecycle::{Act, Move};
use entity::{Field, Kind, Table, history, subject_of};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LockType, Query, SelectStatement, Value};
use sea_orm::{ConnectionTrait, Order};
use serde_json::json;
use uuid::Uuid;

use super::columns::{self, Subject};
use super::grounds::Grounds;
use super::rows::{restricted, subject};
use super::scope::{case_column, of_row, victim_column};
use super::value::{is_nothing, stored, to_json};
use super::version::FIRST;
use super::work::{Work, as_id, check};
use crate::error::{Error, ErrorCode, Result};

/// A field of a record that a patch touches, with the value it has and the one it is to have.
pub(super) struct Touched {
    pub(super) field: &'static Field,
    pub(super) old: Value,
    pub(super) new: Value,
}

/// A record as it stands while it is being changed.
pub(super) struct State {
    /// The case it belongs to; none where it is of the directory.
    pub(super) case: Option<Uuid>,
    /// The victim it is about, where it is about one.
    victim: Option<Uuid>,
    pub(super) revision: i32,
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
        self.alter(table, id, version, patch, None).await
    }

    /// Takes a record to another state by an act, and changes fields along with it.
    pub async fn act(&mut self, act: Act, id: Uuid, version: i64, patch: Vec<(&'static Field, Value)>) -> Result<()> {
        self.alter(subject_of(act).0, id, version, patch, Some(act)).await
    }

    async fn alter(
        &mut self,
        table: &'static Table,
        id: Uuid,
        version: i64,
        patch: Vec<(&'static Field, Value)>,
        act: Option<Act>,
    ) -> Result<()> {
        self.flush().await?;
        check(table, patch.iter().map(|(field, value)| (*field, value)))?;
        let Some(subject) = subject(&self.transaction, table, id, self.sight()).await? else {
            self.traces.missed(table, id);
            return Err(self.refusal().unwrap_or_else(|| Error::not_found(table.type_name)));
        };
        // Whether a value is unchanged is for those who read it.
        let (patch, unread): (Vec<_>, Vec<_>) =
            patch.into_iter().partition(|(field, _)| columns::reach(table, field, &self.viewer).on(subject));
        let (mut now, mut touched) = self.current(table, id, patch).await?;
        self.look_at(table, id, &now);
        let others = touched.iter().filter(|touched| !touched.may_be_changed_by(subject));
        let refused = unread.iter().map(|(field, _)| *field).chain(others.map(|touched| touched.field));
        let refused = self.refuse(table, subject.suspect, refused);
        let way = match act {
            Some(act) => self.way(act, id, subject).await?,
            None => None,
        };
        let moved = match way {
            Some(way) => self.moved(table, id, way).await?,
            None => Vec::new(),
        };
        if refused || act.is_some() != way.is_some() || (touched.is_empty() && moved.is_empty()) {
            return Ok(());
        }
        self.require_referred(&touched).await?;
        if let Some(missing) = touched.iter().find(|touched| touched.field.required && is_nothing(&touched.new)) {
            let path = format!("{}.{}", table.type_name, missing.field.name);
            return Err(Error::invalid(path, "always has a value. Send another instead of null"));
        }
        self.refuse_conflicts(table, id, version, subject, touched.iter().chain(&moved)).await?;
        touched.extend(self.come_with_law(table, id, &touched).await?);
        let revision = now.revision + 1;
        self.write(table, id, &mut now, revision, &touched).await?;
        self.require_safe_channels(table, id, touched.iter().map(|touched| touched.field)).await?;
        if let Some(way) = way {
            // What is sent with an act counts, and the state it leaves is still there to be looked at.
            self.require_guards(way, id).await?;
            self.write(table, id, &mut now, revision, &moved).await?;
        }
        for touched in touched.iter().chain(&moved) {
            self.changed.insert((id, touched.field.column));
            let change = Some((touched.field, &touched.old, &touched.new));
            self.remember(table, now.case, id, revision, change);
        }
        Ok(())
    }

    /// Makes sure that every record that a patch refers to exists for the viewer.
    async fn require_referred(&mut self, touched: &[Touched]) -> Result<()> {
        for touched in touched {
            if let (Kind::Reference(target), Some(id)) = (&touched.field.kind, as_id(&touched.new)) {
                self.require(entity::table(target), id).await?;
            }
        }
        Ok(())
    }

    /// The case of a record to which this would be another value of a field, with the one it has; nothing where that is
    /// the same.
    pub(super) async fn case_to_change(
        &mut self,
        table: &'static Table,
        id: Uuid,
        field: &'static Field,
        value: Value,
    ) -> Result<Option<(Uuid, Value)>> {
        let (state, touched) = self.current(table, id, vec![(field, value)]).await?;
        self.look_at(table, id, &state);
        Ok(touched.into_iter().next().and_then(|touched| Some((state.case?, touched.old))))
    }

    /// Leaves behind that a record was looked at, and whom it is about.
    fn look_at(&mut self, table: &'static Table, id: Uuid, state: &State) {
        self.traces.record(table, id, state.case);
        self.traces.about(state.victim, state.case);
    }

    /// What a move itself changes: the state, since when it stands, and what the hub writes down with it.
    async fn moved(&self, table: &'static Table, id: Uuid, way: Move) -> Result<Vec<Touched>> {
        let kept = self.kept(table, way).into_iter().filter_map(|(column, value)| Some((table.column(column)?, value)));
        Ok(self.current(table, id, kept.collect()).await?.1)
    }

    /// The state of a record that exists for the viewer, locked, and the fields that the patch gives another value.
    async fn current(
        &self,
        table: &Table,
        id: Uuid,
        patch: Vec<(&'static Field, Value)>,
    ) -> Result<(State, Vec<Touched>)> {
        self.compare(restricted(table, self.sight()), table, id, patch).await
    }

    /// The same of a record of these rows.
    pub(super) async fn compare(
        &self,
        mut rows: SelectStatement,
        table: &Table,
        id: Uuid,
        patch: Vec<(&'static Field, Value)>,
    ) -> Result<(State, Vec<Touched>)> {
        let named = [case_column(table), victim_column(table)];
        rows.exprs(named.map(|column| column.map_or_else(|| Expr::val(Value::Uuid(None)), of_row)))
            .expr(of_row("version"))
            .exprs(patch.iter().map(|(field, _)| of_row(field.column)))
            .and_where(of_row("id").eq(id))
            .lock(LockType::Update);
        let row = self.transaction.query_one(&rows).await?.ok_or_else(|| Error::not_found(table.type_name))?;
        let [case, victim] = [row.try_get_by_index(0)?, row.try_get_by_index(1)?];
        let state = State { case, victim, revision: row.try_get_by_index(2)? };
        let mut touched = Vec::new();
        for (index, (field, new)) in patch.into_iter().enumerate() {
            let old = stored(&field.kind, &row, index + 3)?;
            if old != new {
                touched.push(Touched { field, old, new });
            }
        }
        Ok((state, touched))
    }

    /// Refuses the change where a field of it was changed after the version the viewer saw.
    async fn refuse_conflicts(
        &mut self,
        table: &Table,
        id: Uuid,
        version: i64,
        subject: Subject,
        touched: impl Iterator<Item = &Touched> + Clone,
    ) -> Result<()> {
        let seen = self.revision_of(table, id, version, subject).await?;
        let since = Query::select()
            .distinct()
            .column(history::Column::Field)
            .from(history::Entity)
            .and_where(Expr::col(history::Column::RecordId).eq(id))
            .and_where(Expr::col(history::Column::RecordType).eq(table.name.as_str()))
            .and_where(Expr::col(history::Column::Revision).gt(seen))
            .and_where(
                Expr::col(history::Column::Field).is_in(touched.clone().map(|touched| touched.field.name.as_str())),
            )
            .take();
        let rows = self.transaction.query_all(&since).await?;
        let changed = rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect::<Result<Vec<_>, _>>()?;
        let conflicts: Vec<&Touched> = touched
            .filter(|touched| {
                changed.contains(&touched.field.name) && !self.changed.contains(&(id, touched.field.column))
            })
            .collect();
        if conflicts.is_empty() {
            return Ok(());
        }
        // What it has become is told with the refusal.
        self.tell(table, id, conflicts.iter().map(|touched| touched.field)).await?;
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

    /// Leaves behind that the viewer is told fields of a record that exists for them, and on what grounds.
    pub(super) async fn tell(
        &mut self,
        table: &Table,
        id: Uuid,
        fields: impl Iterator<Item = &'static Field> + Clone,
    ) -> Result<()> {
        fields.clone().for_each(|field| self.traces.field(table, field));
        let grounds = columns::grounds_of(fields, table, self.sight());
        if grounds.is_empty() {
            return Ok(());
        }
        let columns = 0..grounds.len();
        let statement = restricted(table, self.sight()).exprs(grounds).and_where(of_row("id").eq(id)).take();
        let row = self.transaction.query_one(&statement).await?.ok_or_else(|| Error::not_found(table.type_name))?;
        self.traces.opened(table, Grounds::answered(&row, columns)?);
        Ok(())
    }

    /// The row's own revision at the version the viewer saw, which counts only changes they may know of.
    async fn revision_of(&self, table: &Table, id: Uuid, version: i64, subject: Subject) -> Result<i32> {
        let known = table.fields.iter().filter(|field| columns::reach(table, field, &self.viewer).on(subject));
        let column = Expr::col(history::Column::Field);
        if version == i64::from(FIRST) {
            return Ok(FIRST);
        }
        let absent = || Error::invalid("version", "is none this record has had. Send the version you read");
        let place = version.checked_sub(2).and_then(|place| u64::try_from(place).ok()).ok_or_else(absent)?;
        let statement = Query::select()
            .distinct()
            .column(history::Column::Revision)
            .from(history::Entity)
            .and_where(Expr::col(history::Column::RecordId).eq(id))
            .and_where(Expr::col(history::Column::RecordType).eq(table.name.as_str()))
            .and_where(Expr::col(history::Column::Revision).gt(FIRST))
            .and_where(column.clone().is_null().or(column.is_in(known.map(|field| field.name.as_str()))))
            .order_by(history::Column::Revision, Order::Asc)
            .limit(1)
            .offset(place)
            .take();
        match self.transaction.query_one(&statement).await? {
            Some(row) => Ok(row.try_get_by_index(0)?),
            None => Err(absent()),
        }
    }

    /// Writes values and brings the record to a revision, unless somebody else has brought it on meanwhile.
    pub(super) async fn write(
        &self,
        table: &'static Table,
        id: Uuid,
        state: &mut State,
        revision: i32,
        touched: &[Touched],
    ) -> Result<()> {
        let update = Query::update()
            .table(Alias::new(table.name.as_str()))
            .values(touched.iter().map(|touched| (Alias::new(touched.field.column), Expr::val(touched.new.clone()))))
            .value(Alias::new("version"), revision)
            .and_where(Expr::col(Alias::new("id")).eq(id))
            .and_where(Expr::col(Alias::new("version")).eq(state.revision))
            .take();
        if self.transaction.execute(&update).await?.rows_affected() == 1 {
            state.revision = revision;
            return self.require_own_key(table, id, touched).await;
        }
        Err(Error::new(ErrorCode::Conflict, "The record was changed at the same moment. Read it again and decide."))
    }
}

impl Touched {
    /// Whether the viewer may make this change: as editor, or as filler of an empty field.
    fn may_be_changed_by(&self, Subject { standing, suspect }: Subject) -> bool {
        let rule = self.field.responsibility.rule_of(suspect);
        let fills = is_nothing(&self.old) && rule.fillers.intersects(standing);
        rule.editor.intersects(standing) || fills
    }
}
