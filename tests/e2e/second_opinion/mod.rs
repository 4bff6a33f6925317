//! A second opinion on who may read and change what: `rights.csv`, a table that the agencies sign and nothing generates.
//!
//! It is held against the rules of the entities line by line. Then PostgreSQL, which is granted what the table says and
//! knows nothing of the hub, and the hub, which has never seen the table, are asked the same about every cell.

mod database;
mod hub;
mod rights;

use std::collections::{BTreeMap, BTreeSet};

use entity::codes::Role;
use entity::rights::{Class, PARTIES, Standing};
use entity::{changes, tables};

use crate::schema::Schema;
use crate::sentinels::{Target, is_planted, plant, targets};
use crate::world::{Database, World};

use hub::Question;
use rights::{Line, Rights};

#[test]
fn every_column_of_a_case_has_a_line_and_every_line_a_column() {
    let mut wanted = BTreeSet::new();
    for table in tables().iter().filter(|table| is_planted(table)).chain([changes()]) {
        let subjects: &[&str] = if table.name == "person" { &["VICTIM", "SUSPECT"] } else { &[""] };
        for subject in subjects {
            wanted.extend(table.fields.iter().map(|field| (table.name.clone(), *subject, field.column)));
        }
    }
    let rights = Rights::read();
    let found: Vec<_> =
        rights.lines().map(|line| (line.table.clone(), line.subject.as_str(), line.column.as_str())).collect();
    assert!(found.is_sorted(), "rights.csv is in order");
    assert_eq!(found.len(), found.iter().collect::<BTreeSet<_>>().len(), "no column has two lines");
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), wanted);
}

/// The rules that turn on the record are compared here, the others once more cell by cell below.
#[test]
fn every_line_says_what_the_rule_says() {
    let mut differ = Vec::new();
    for line in Rights::read().lines() {
        let rule = line.field().responsibility.rule_of(line.subject == "SUSPECT");
        let names = |standing: Standing| standing.names().map(str::to_owned).collect::<BTreeSet<_>>();
        let told = [names(rule.editor), names(rule.fillers), names(rule.readers), consented(line)];
        let said = [&line.edit, &line.fill, &line.read, &line.consent];
        if said.into_iter().ne(&told) {
            differ.push(format!("{line:?}\nbut the rule: {told:?}"));
        }
        let unknown = said.into_iter().flatten().find(|name| !PARTIES.names().any(|party| party == name.as_str()));
        assert_eq!(unknown, None, "{line:?}");
    }
    assert!(differ.is_empty(), "{} lines differ: {}", differ.len(), differ.join("\n"));
}

/// The readers who are told only with the victim's consent.
fn consented(line: &Line) -> BTreeSet<String> {
    let table = line.table();
    let of_victim = table.name == "victim" || table.column("victim_id").is_some();
    let identifies = line.field().responsibility.class == Class::Identity && of_victim && line.subject != "SUSPECT";
    let asked = Role::ALL.iter().filter(|role| identifies && role.identity_consent().is_some());
    asked.map(|role| role.code().to_owned()).filter(|role| line.read.contains(role)).collect()
}

/// What is done to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Read,
    Filter,
    Order,
    Group,
    Count,
    Update,
}

const DEEDS: [Deed; 6] = [Deed::Read, Deed::Filter, Deed::Order, Deed::Group, Deed::Count, Deed::Update];

/// One who does it: an organisation of this role, which neither wrote the record nor leads its case nor is its receiver.
fn parties(code: &str) -> BTreeSet<String> {
    let authority = (code == "SOCIAL_WELFARE").then_some("COMPETENT_AUTHORITY");
    [code].into_iter().chain(authority).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_database_and_the_hub_agree_on_every_cell() {
    let world = World::new(Database::Postgres).await;
    let schema = Schema::of(&world).await;
    let planted = plant(&world, "POLICE_2").await;
    let rights = Rights::read();
    database::grant(&world, &rights).await;
    let (mut tried, mut allowed, mut differ, mut closed) = (0, 0, Vec::new(), BTreeMap::<String, usize>::new());
    for (code, _) in World::roles() {
        for target in targets() {
            let lines: Vec<&Line> = rights.of(target).collect();
            let question = Question {
                world: &world,
                schema: &schema,
                planted: &planted,
                rights: &rights,
                code,
                target,
                lines: &lines,
            };
            let answers = question.ask().await;
            let granted = database::attempt(&world, &planted, code, target, &lines).await;
            for ((line, granted), answers) in lines.iter().zip(granted).zip(answers) {
                for (deed, granted) in DEEDS.into_iter().zip(granted) {
                    let Some(answer) = answers.to(deed) else {
                        *closed.entry(format!("{deed:?}")).or_default() += 1;
                        continue;
                    };
                    tried += 1;
                    allowed += usize::from(granted);
                    if answer != granted {
                        differ.push(format!(
                            "{code} {deed:?} {}.{}: hub {answer}, database {granted}",
                            target.name(),
                            line.column
                        ));
                    }
                }
            }
        }
    }
    database::drop_roles(&world).await;
    println!("second opinion: {tried} cells, of which {allowed} allowed; the hub has no door for {closed:?}");
    assert!(differ.is_empty(), "{} cells differ: {}", differ.len(), differ.join("\n"));
    assert!(tried > 50_000 && allowed > 5_000, "only {tried} cells, of which {allowed} are allowed");
}

impl Line {
    fn table(&self) -> &'static entity::Table {
        tables().iter().chain([changes()]).find(|table| table.name == self.table).expect("a table")
    }

    fn field(&self) -> &'static entity::Field {
        self.table().column(&self.column).expect("a column")
    }
}

impl Rights {
    /// The lines of a record, in the order of the table.
    fn of(&self, target: Target) -> impl Iterator<Item = &Line> {
        let subject = match (target.table.name.as_str(), target.suspect) {
            ("person", true) => "SUSPECT",
            ("person", false) => "VICTIM",
            _ => "",
        };
        self.lines().filter(move |line| line.table == target.table.name && line.subject == subject)
    }
}
