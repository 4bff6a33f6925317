//! Values that the country's pack has a list of: border posts, and the offences that are charged. What the law says of
//! an offence comes with its code, so that nobody types an act or a section.

use entity::{Field, Table, charge, movement};
use sea_orm::IdenStatic;
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::change::Touched;
use super::value::is_nothing;
use super::work::Work;
use crate::country::{Country, OffenceDefinition};
use crate::error::{Error, Result};

/// Refuses values that are no codes of the country where it has a list of them. The list is law and no secret, so the
/// refusal names it.
pub(super) fn require_codes<'a>(
    country: &Country,
    of: &Table,
    values: impl Iterator<Item = (&'a Field, &'a Value)>,
) -> Result<()> {
    for (field, value) in values {
        let (Some(codes), Value::String(Some(sent))) = (codes(country, of, field), value) else { continue };
        if codes.contains(&sent.as_str()) {
            continue;
        }
        let path = format!("{}.{}", of.type_name, field.name);
        let known = match codes.join(", ") {
            none if none.is_empty() => "the hub knows none of your country. Leave it out".to_owned(),
            known => format!("use one of {known}"),
        };
        return Err(Error::invalid(path, format!("is no code of the country's pack; {known}")));
    }
    Ok(())
}

/// The codes that a field takes; `None` where it takes any text.
fn codes<'a>(country: &'a Country, of: &Table, field: &Field) -> Option<Vec<&'a str>> {
    if field.column == movement::Column::BorderPost.as_str() {
        let posts: Vec<&str> = country.border_posts.iter().map(|post| post.code.as_str()).collect();
        return Some(posts).filter(|posts| !posts.is_empty());
    }
    let provision = is_charge(of) && field.column == charge::Column::Provision.as_str();
    provision.then(|| country.offences.iter().map(|offence| offence.code.as_str()).collect())
}

/// Writes what comes with the provision into a new charge. What was sent beside it must say the same.
pub(super) fn complete(country: &Country, table: &Table, row: &mut [Value]) -> Result<()> {
    let provision = table.column(charge::Column::Provision.as_str()).map(|field| &row[field.index]);
    let Some(offence) = provision.filter(|_| is_charge(table)).and_then(|code| offence(country, code)) else {
        return Ok(());
    };
    for (column, value) in comes_with(offence) {
        let Some(field) = table.column(column) else { continue };
        if is_nothing(&row[field.index]) {
            row[field.index] = value;
        } else if row[field.index] != value {
            return Err(contradiction(table, field));
        }
    }
    Ok(())
}

impl Work {
    /// What comes with the provision of a charge that is being changed: where nothing is known yet, or what is known
    /// came with the provision before. Values that are no codes of the country are refused.
    pub(super) async fn come_with_law(
        &mut self,
        table: &'static Table,
        id: Uuid,
        touched: &[Touched],
    ) -> Result<Vec<Touched>> {
        let country = self.viewer().country_pack().clone();
        require_codes(&country, table, touched.iter().map(|touched| (touched.field, &touched.new)))?;
        if !is_charge(table) {
            return Ok(Vec::new());
        }
        let column = charge::Column::Provision.as_str();
        let sent = |column: &str| touched.iter().find(|touched| touched.field.column == column);
        let [stored] = self.stored(table, id, [column]).await?;
        let Some(now) = offence(&country, sent(column).map_or(&stored, |touched| &touched.new)) else {
            return Ok(Vec::new());
        };
        let before = offence(&country, &stored).map(comes_with);
        let mut come = Vec::new();
        for (place, (name, new)) in comes_with(now).into_iter().enumerate() {
            let Some(field) = table.column(name) else { continue };
            if let Some(touched) = sent(name) {
                if touched.new != new {
                    return Err(contradiction(table, field));
                }
                continue;
            }
            let [old] = self.stored(table, id, [name]).await?;
            let came_before = before.as_ref().is_some_and(|before| before[place].1 == old);
            if sent(column).is_some() && old != new && (is_nothing(&old) || came_before) {
                come.push(Touched { field, old, new });
            }
        }
        Ok(come)
    }
}

fn is_charge(table: &Table) -> bool {
    table.name == charge::Entity.as_str()
}

fn offence<'a>(country: &'a Country, code: &Value) -> Option<&'a OffenceDefinition> {
    match code {
        Value::String(Some(code)) => country.offence(code),
        _ => None,
    }
}

/// The columns of a charge that its offence fills, with their values.
fn comes_with(offence: &OffenceDefinition) -> [(&'static str, Value); 3] {
    [
        (charge::Column::Statute.as_str(), offence.act.as_str().into()),
        (charge::Column::Section.as_str(), offence.section.as_str().into()),
        (charge::Column::Offence.as_str(), offence.category.code().into()),
    ]
}

fn contradiction(table: &Table, field: &Field) -> Error {
    let path = format!("{}.{}", table.type_name, field.name);
    Error::invalid(path, "contradicts the provision. Leave it out, it comes with provision")
}
