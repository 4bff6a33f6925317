//! The desk of one agency on one day: what it writes there goes through the one writer, as that agency.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use entity::codes::{CaseStatus, Extent, Sensitivity};
use entity::lifecycle::{Act, Lifecycle};
use entity::rights::Standing;
use entity::{Field, Table, case, person, subject_of, suspect, table, victim};
use sea_orm::sea_query::Value;
use sea_orm::{ActiveModelTrait, EntityName, IdenStatic};
use uuid::Uuid;

use super::story::{Agency, Story};
use super::timeline::{self, Entry, Part};
use crate::access::{Draft, Proposal, Select, Store, Viewer, Work};
use crate::acts::{self, Grant};
use crate::clock::Clock;
use crate::error::{Error, Result};

/// A user of each organisation.
pub(super) struct Officers(HashMap<Agency, Viewer>);

impl Officers {
    /// Looks up those of this name.
    pub(super) async fn of(store: &Store, name: &str) -> Result<Self> {
        let mut officers = HashMap::new();
        for agency in Agency::ALL {
            let officer = store.operator(agency.code(), name).await?;
            let inactive =
                || Error::invalid(agency.code(), format!("its {name} cannot sign in. Start with an empty database"));
            officers.insert(agency, officer.ok_or_else(inactive)?);
        }
        Ok(Self(officers))
    }

    pub(super) fn get(&self, agency: Agency) -> Result<&Viewer> {
        self.0.get(&agency).ok_or_else(|| Error::internal("an agency of the training country has no officer"))
    }
}

/// What a story's records are about, by their places in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Item {
    Case,
    Victim(usize),
    /// Who the victim is.
    Person(usize),
    Episode(usize),
    Suspect(usize),
    /// What a suspect did to a victim: the victim's place, then the suspect's.
    Link(usize, usize),
    Docket,
    /// The handing over of the docket to the prosecution, and back.
    Transfer,
    TransferBack,
    Charge(usize),
    Verdict(usize),
    Appeal(usize),
    Care(usize, usize),
    Risk(usize, usize),
    /// A victim's referral to a provider, by the provider's place among them.
    Referral(usize, usize),
    /// A victim's referral to a provider that declined.
    Request(usize),
    Return(usize),
    ReturnConsent(usize),
    Trial(usize),
}

/// The ids of a story's records.
#[derive(Default)]
pub(super) struct File(HashMap<Item, Uuid>);

/// The desk of one agency on one day, with the file of one case on it. What is written lies there until it is
/// handed in.
pub(super) struct Desk<'a> {
    pub(super) story: &'static Story,
    file: &'a mut File,
    officers: &'a Officers,
    officer: &'a Viewer,
    clock: &'a Clock,
    steps: Vec<Step>,
}

enum Step {
    Open(Draft),
    Add(&'static Table, Draft, Draft),
    Change(&'static Table, Uuid, Vec<(&'static Field, Value)>),
    Move(Act, Uuid, Vec<(&'static Field, Value)>),
    Grant(Grant),
    Raise(Proposal),
}

impl<'a> Desk<'a> {
    /// The desk of an agency with a story's file.
    pub(super) fn of(
        by: Agency,
        story: &'static Story,
        file: &'a mut File,
        officers: &'a Officers,
        clock: &'a Clock,
    ) -> Result<Self> {
        Ok(Self { story, file, officers, officer: officers.get(by)?, clock, steps: Vec::new() })
    }

    /// Another organisation.
    pub(super) fn organisation_of(&self, agency: Agency) -> Result<Uuid> {
        Ok(self.officers.get(agency)?.organisation())
    }

    /// The organisation that writes.
    pub(super) fn organisation(&self) -> Uuid {
        self.officer.organisation()
    }

    /// When it writes.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The id of what was written before, on this desk or another.
    pub(super) fn id(&self, item: Item) -> Result<Uuid> {
        let unwritten = || Error::internal(format!("a training case comes back to {item:?} before it is written"));
        self.file.0.get(&item).copied().ok_or_else(unwritten)
    }

    /// Whether it was written.
    pub(super) fn has(&self, item: Item) -> bool {
        self.file.0.contains_key(&item)
    }

    /// Opens the case.
    pub(super) fn open_case(&mut self, case: &case::ActiveModel) {
        let id = Some(self.new_id(Item::Case));
        self.steps.push(Step::Open(Draft { id, ..Draft::of(case) }));
    }

    /// Adds a victim and who they are.
    pub(super) fn add_victim(
        &mut self,
        v: usize,
        victim: &victim::ActiveModel,
        who: &person::ActiveModel,
    ) -> Result<()> {
        let draft = Draft { id: Some(self.new_id(Item::Victim(v))), ..self.draft(victim)? };
        let person = Draft { id: Some(self.new_id(Item::Person(v))), ..Draft::of(who) };
        self.steps.push(Step::Add(table_of::<victim::ActiveModel>(), draft, person));
        Ok(())
    }

    /// Adds a suspect and who they are.
    pub(super) fn add_suspect(
        &mut self,
        s: usize,
        suspect: &suspect::ActiveModel,
        who: &person::ActiveModel,
    ) -> Result<()> {
        let draft = Draft { id: Some(self.new_id(Item::Suspect(s))), ..self.draft(suspect)? };
        self.steps.push(Step::Add(table_of::<suspect::ActiveModel>(), draft, Draft::of(who)));
        Ok(())
    }

    /// Adds a record to which somebody will come back.
    pub(super) fn write<A: ActiveModelTrait>(&mut self, item: Item, model: &A) -> Result<()> {
        let draft = Draft { id: Some(self.new_id(item)), ..self.draft(model)? };
        self.steps.push(Step::Add(table_of::<A>(), draft, Draft::default()));
        Ok(())
    }

    /// Adds a record.
    pub(super) fn add<A: ActiveModelTrait>(&mut self, model: &A) -> Result<()> {
        let draft = self.draft(model)?;
        self.steps.push(Step::Add(table_of::<A>(), draft, Draft::default()));
        Ok(())
    }

    /// Changes what is set in a model.
    pub(super) fn amend<A: ActiveModelTrait>(&mut self, item: Item, model: &A) -> Result<()> {
        let step = Step::Change(table_of::<A>(), self.id(item)?, Draft::of(model).given);
        self.steps.push(step);
        Ok(())
    }

    /// Takes a record to another state by an act, and changes along with it what is set in a model.
    pub(super) fn act<A: ActiveModelTrait>(&mut self, item: Item, act: Act, model: &A) -> Result<()> {
        let step = Step::Move(act, self.id(item)?, Draft::of(model).given);
        self.steps.push(step);
        Ok(())
    }

    /// Takes a record from one state to another, by as many acts as it takes; what is set in a model goes with the
    /// last of them.
    pub(super) fn lead<S: Lifecycle, A: ActiveModelTrait>(
        &mut self,
        item: Item,
        (from, to): (S, S),
        model: &A,
    ) -> Result<()> {
        let standing = self.officer.standing() | Standing::AUTHOR | Standing::LEAD;
        let mut acts = route(from, to, standing);
        let Some(last) = acts.pop() else { return self.amend(item, model) };
        let id = self.id(item)?;
        self.steps.extend(acts.into_iter().map(|act| Step::Move(act, id, Vec::new())));
        self.act(item, last, model)
    }

    /// Proposes what is set in a model for a record that another agency edits.
    pub(super) fn dispute<A: ActiveModelTrait>(&mut self, item: Item, model: &A, reason: &str) -> Result<()> {
        let record = self.id(item)?;
        for (field, value) in Draft::of(model).given {
            let (table, reason) = (table_of::<A>(), reason.to_owned());
            self.steps.push(Step::Raise(Proposal { table, record, field, value, reason }));
        }
        Ok(())
    }

    /// Calls the agencies of state that have something to write, if this agency sees whole cases and so leads.
    pub(super) fn call_as_lead(&mut self) -> Result<()> {
        if self.officer.role().extent() == Extent::WholeCase { self.call() } else { Ok(()) }
    }

    /// Calls them where the opening agency could not, and the service providers of victims who are not
    /// referred.
    pub(super) fn call_as_coordinator(&mut self) -> Result<()> {
        if self.officers.get(self.story.by)?.role().extent() != Extent::WholeCase {
            self.call()?;
        }
        for (v, victim) in self.story.victims.iter().enumerate().filter(|(_, victim)| !victim.is_referred()) {
            for provider in timeline::providers(victim).into_iter().filter(|provider| *provider != self.story.by) {
                self.grant(provider, Some(self.id(Item::Victim(v))?))?;
            }
        }
        Ok(())
    }

    /// Calls the agencies, and marks a case that wants care.
    fn call(&mut self) -> Result<()> {
        if self.story.sensitivity == Sensitivity::Restricted {
            let as_it_is: case::ActiveModel = Default::default();
            self.act(Item::Case, Act::CaseRestrict, &as_it_is)?;
        }
        timeline::called(self.story).into_iter().try_for_each(|agency| self.grant(agency, None))
    }

    fn grant(&mut self, agency: Agency, victim: Option<Uuid>) -> Result<()> {
        let (case, organisation) = (self.id(Item::Case)?, self.officers.get(agency)?.organisation());
        self.steps.push(Step::Grant(Grant { case, organisation, victim, officer: None }));
        Ok(())
    }

    fn new_id(&mut self, item: Item) -> Uuid {
        let id = self.clock.id();
        self.file.0.insert(item, id);
        id
    }

    /// A draft of what is set in a model, in this case.
    fn draft<A: ActiveModelTrait>(&self, model: &A) -> Result<Draft> {
        let mut draft = Draft::of(model);
        if let Some(field) = table_of::<A>().column(victim::Column::CaseId.as_str()) {
            draft.given.push((field, self.id(Item::Case)?.into()));
        }
        Ok(draft)
    }

    /// Hands in what was written: all of it lands, or none. `first` says what it began with.
    pub(super) async fn hand_in(self, store: &Store, first: &Entry) -> Result<()> {
        let versions = self.versions(store).await?;
        let act = if first.part == Part::Opening { "caseOpen" } else { "caseUpdate" };
        let mut work = store.work(self.officer, act, Some(first.reason().to_owned())).await?;
        for step in self.steps {
            take(&mut work, step, &versions).await?;
        }
        work.commit().await
    }

    /// The versions of the records to be changed, as the officer reads them before they write.
    async fn versions(&self, store: &Store) -> Result<HashMap<Uuid, i64>> {
        let mut wanted: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
        for step in &self.steps {
            let (table, id) = match step {
                Step::Change(table, id, _) => (*table, *id),
                Step::Move(act, id, _) => (subject_of(*act).0, *id),
                Step::Open(_) | Step::Add(..) | Step::Grant(_) | Step::Raise(_) => continue,
            };
            wanted.entry(&table.name).or_default().push(id);
        }
        let mut versions = HashMap::new();
        for (name, ids) in wanted {
            let select = Select { version: true, ..super::select(table(name), []) };
            let records = store.reader(self.officer).records(&select, &ids).await?;
            versions.extend(records.into_iter().filter_map(|(id, record)| Some((id, record.version?))));
        }
        Ok(versions)
    }
}

async fn take(work: &mut Work, step: Step, versions: &HashMap<Uuid, i64>) -> Result<()> {
    match step {
        Step::Open(draft) => acts::open_case(work, draft, CaseStatus::Draft).await.map(drop),
        Step::Add(table, draft, person) => acts::add(work, table, draft, person).await.map(drop),
        Step::Grant(grant) => acts::grant_participation(work, grant).await.map(drop),
        Step::Raise(proposal) => acts::raise_dispute(work, proposal).await.map(drop),
        Step::Change(table, id, patch) => {
            // A record that this very work adds has its first version.
            let version = versions.get(&id).copied().unwrap_or(1);
            work.change(table, id, version, patch).await
        }
        Step::Move(act, id, patch) => {
            let version = versions.get(&id).copied().unwrap_or(1);
            acts::make_move(work, act, id, version, patch).await
        }
    }
}

/// The shortest way from one state to another by acts of somebody of this standing; none where they are the same.
fn route<S: Lifecycle>(from: S, to: S, standing: Standing) -> Vec<Act> {
    let mut reached: Vec<(S, Vec<Act>)> = vec![(from, Vec::new())];
    let mut next = 0;
    while let Some((state, acts)) = reached.get(next).cloned() {
        if state == to {
            return acts;
        }
        for way in state.ways().into_iter().filter(|way| way.by.intersects(standing)) {
            if !reached.iter().any(|(known, _)| *known == way.next) {
                reached.push((way.next, acts.iter().copied().chain([way.act]).collect()));
            }
        }
        next += 1;
    }
    Vec::new()
}

fn table_of<A: ActiveModelTrait>() -> &'static Table {
    table(A::Entity::default().table_name())
}
