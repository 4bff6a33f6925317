//! `responsibilities.md`: who is responsible for what, printed from the tables, for people and for programs.

use std::fmt::Write;

use entity::codes::FieldGroup;
use entity::lifecycle::Occasion;
use entity::rights::{PARTIES, Responsibility, Rule, Standing};
use entity::{Field, Table, tables};
use serde_json::{Value as Json, json};

use super::kinds;
use super::links::is_shown;
use crate::access::columns::{party, responsible};

/// One line of the matrix: one rule of one field.
struct Line {
    table: &'static Table,
    field: &'static Field,
    subject: &'static str,
    rule: Rule,
}

fn lines() -> impl Iterator<Item = Line> {
    tables().iter().flat_map(|table| {
        table.fields.iter().filter(|field| is_shown(field)).flat_map(move |field| {
            rules(&field.responsibility).into_iter().map(move |(rule, subject)| Line { table, field, subject, rule })
        })
    })
}

/// Who answers for the values under a rule: where the field holds a state, whoever moves it.
fn answering(line: &Line) -> Standing {
    line.field.moves().into_iter().fold(party(line.rule), |parties, way| parties | way.by)
}

fn rules(responsibility: &Responsibility) -> Vec<(Rule, &'static str)> {
    match responsibility.of_suspects {
        Some(of_suspects) => vec![(responsibility.rule, "VICTIM"), (of_suspects, "SUSPECT")],
        None => vec![(responsibility.rule, "")],
    }
}

/// What a party may do under a rule: E edit, F fill, R read.
fn rights(rule: Rule, party: Standing) -> String {
    let letters = [(rule.editor, 'E'), (rule.fillers, 'F'), (rule.readers, 'R')];
    letters.into_iter().filter(|(parties, _)| parties.intersects(party)).map(|(_, letter)| letter).collect()
}

fn parties() -> impl Iterator<Item = (&'static str, Standing)> {
    PARTIES.iter_names()
}

const TITLE: &str = "# Who is responsible for what

Every field of the hub, and what each party may do with it: **E** edits it, **F** may give it its first value while
it is empty, **R** reads it. Nobody does what no letter says. AUTHOR is the organisation that wrote the record and
LEAD the one that leads the case, whatever their role. A field without an editor is the hub's own, or fixed once
given. For `id`, F says who may add a record, and R who may know that there is one; F without R, who knows of those it
added or was sent. RECEIVER is the organisation a record is addressed to, OWNER the one that edits the field a dispute is
about, and COMPETENT_AUTHORITY one that may decide whether a person is a victim, as each country says.

A value of class IDENTITY of a victim is told to police, prosecution and immigration only where their organisation wrote
the record, the victim's consent to share it with them is in force, or the country's law demands it. Who takes part in a
case by an accepted referral reads no more than the field groups the referral names, within what the letters allow;
`shared as` names the group that opens a field, and nothing where it comes with every group or with none.

Below the fields stand the transitions: from which state to which an act takes a record, whose act it is, and what
must hold before. Last stands whom the hub itself calls into a case.

This file is generated: `tip-hub responsibilities > responsibilities.md`. A change of it is a change of rights.
";

/// The matrix as Markdown: what a ministry signs.
pub fn markdown() -> String {
    let mut text = String::from(TITLE);
    let mut current = "";
    for line in lines() {
        if line.table.type_name != current {
            current = line.table.type_name;
            let names: Vec<&str> = parties().map(|(name, _)| name).collect();
            let _ =
                write!(text, "\n## {current}\n\n| field | of | class | shared as | export | {} |\n", names.join(" | "));
            let _ = writeln!(text, "|{}", "---|".repeat(names.len() + 5));
        }
        let cells: Vec<String> = parties().map(|(_, party)| rights(line.rule, party)).collect();
        let responsibility = line.field.responsibility;
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            line.field.name,
            line.subject,
            responsibility.class.name(),
            shared_as(&line),
            responsibility.export.name(),
            cells.join(" | ")
        );
        if is_last_of_its_type(&line) {
            write_transitions(&mut text, line.table);
        }
    }
    write_calls(&mut text);
    text
}

/// The group of fields in which a referral shares a field.
fn shared_as(line: &Line) -> &'static str {
    line.table.group_of(line.field).map(FieldGroup::code).unwrap_or_default()
}

/// Whom the hub itself calls into a case.
fn write_calls(text: &mut String) {
    let _ = write!(
        text,
        "\n## Called in by rule\n\n{}\n\n| occasion | meaning | calls |\n|---|---|---|\n",
        kinds::trimmed(Occasion::LIST.description)
    );
    for occasion in Occasion::ALL {
        let roles: Vec<&str> = occasion.calls().names().collect();
        let (code, meaning) = (occasion.code(), kinds::trimmed(Occasion::LIST.meaning(occasion.code())));
        let _ = writeln!(text, "| {code} | {meaning} | {} |", roles.join(", "));
    }
}

fn is_last_of_its_type(line: &Line) -> bool {
    let shown = |field: &&Field| is_shown(field);
    let last_rule = rules(&line.field.responsibility).last().map(|(_, subject)| *subject);
    line.table.fields.iter().rfind(shown).is_some_and(|last| last.index == line.field.index)
        && last_rule == Some(line.subject)
}

/// How acts move the states of a table's records.
fn write_transitions(text: &mut String, table: &Table) {
    for field in table.fields.iter().filter(|field| field.is_state()) {
        let _ = write!(
            text,
            "\n### {}.{}\n\n| from | to | act | by | before |\n|---|---|---|---|---|\n",
            table.type_name, field.name
        );
        for way in field.moves() {
            let by: Vec<&str> = way.by.names().collect();
            let guards: Vec<&str> = way.guards.iter().map(|guard| guard.description()).collect();
            let (act, by, guards) = (way.act.name(), by.join(", "), guards.join(" "));
            let _ = writeln!(text, "| {} | {} | `{act}` | {by} | {guards} |", way.from, way.to);
        }
    }
}

/// The matrix as JSON: an array of one object for each rule of each field.
pub fn json() -> Json {
    let names = |standing: Standing| standing.names().collect::<Vec<_>>();
    lines()
        .map(|line| {
            json!({
                "type": line.table.type_name,
                "field": line.field.name,
                "of": line.subject,
                "class": line.field.responsibility.class.name(),
                "sharedAs": shared_as(&line),
                "export": line.field.responsibility.export.name(),
                "responsible": responsible(answering(&line)),
                "edit": names(line.rule.editor),
                "fill": names(line.rule.fillers),
                "read": names(line.rule.readers),
            })
        })
        .collect()
}

/// The matrix as CSV: one row for each rule of each field, one column for each party.
pub fn csv() -> Result<String, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(
        ["type", "field", "of", "class", "shared as", "export"].into_iter().chain(parties().map(|(name, _)| name)),
    )?;
    for line in lines() {
        let class = line.field.responsibility.class.name();
        let export = line.field.responsibility.export.name();
        let start = [line.table.type_name, line.field.name.as_str(), line.subject, class, shared_as(&line), export]
            .map(str::to_owned);
        table.write_record(start.into_iter().chain(parties().map(|(_, party)| rights(line.rule, party))))?;
    }
    let bytes = table.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
