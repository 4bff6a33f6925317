//! The tree in the database: leaves, and the subtrees of every eighth level. What lies between is folded together from at
//! most 255 of them.

use entity::ledger::{checkpoint, leaf, subtree};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, EntityTrait, Order, QueryOrder};

use crate::error::{Error, Result};
use crate::evidence::{BASE, Frontier, Hash, Part, fold, from_hex, perfect, split};

/// The head that was signed last.
pub(super) async fn head(connection: &impl ConnectionTrait) -> Result<Option<checkpoint::Model>> {
    Ok(checkpoint::Entity::find().order_by_desc(checkpoint::Column::Size).one(connection).await?)
}

/// The tree at a size, as far as it must be known to grow; none where it has a hole.
pub(super) async fn frontier(connection: &impl ConnectionTrait, size: u64) -> Result<Option<Frontier>> {
    Ok(hashes(connection, &split(0, size)).await?.map(|hashes| Frontier::of(size, hashes)))
}

/// The hash of each subtree, which the parts of it make up; none where the tree has a hole.
pub(super) async fn folded(connection: &impl ConnectionTrait, subtrees: &[Vec<Part>]) -> Result<Option<Vec<Hash>>> {
    let mut hashes_of = Vec::with_capacity(subtrees.len());
    for parts in subtrees {
        let Some(hashes) = hashes(connection, parts).await? else { return Ok(None) };
        hashes_of.push(fold(&hashes));
    }
    Ok(Some(hashes_of))
}

async fn hashes(connection: &impl ConnectionTrait, parts: &[Part]) -> Result<Option<Vec<Hash>>> {
    let mut hashes = Vec::with_capacity(parts.len());
    for part in parts {
        let Some(hash) = hash_of(connection, *part).await? else { return Ok(None) };
        hashes.push(hash);
    }
    Ok(Some(hashes))
}

async fn hash_of(connection: &impl ConnectionTrait, (level, place): Part) -> Result<Option<Hash>> {
    let between = level % BASE;
    let (first, count) = (number(place << between)?, 1_usize << between);
    let statement = kept(level - between, first, first + number(count as u64)?);
    let rows = connection.query_all(&statement).await?;
    let hashes = rows.iter().map(|row| Ok(from_hex(&row.try_get_by_index::<String>(0)?)));
    let hashes: Option<Vec<Hash>> = hashes.collect::<Result<_, sea_orm::DbErr>>()?;
    Ok(hashes.filter(|hashes| hashes.len() == count).map(perfect))
}

/// The hashes of neighbours of a level that is kept.
fn kept(level: u32, first: i64, end: i64) -> SelectStatement {
    let mut statement = Query::select();
    if level == 0 {
        let position = Expr::col(leaf::Column::Position);
        statement
            .column(leaf::Column::Leaf)
            .from(leaf::Entity)
            .and_where(position.clone().gte(first).and(position.lt(end)))
            .order_by(leaf::Column::Position, Order::Asc);
    } else {
        let place = Expr::col(subtree::Column::Place);
        statement
            .column(subtree::Column::Hash)
            .from(subtree::Entity)
            .and_where(Expr::col(subtree::Column::Level).eq(level))
            .and_where(place.clone().gte(first).and(place.lt(end)))
            .order_by(subtree::Column::Place, Order::Asc);
    }
    statement
}

/// A count as the database holds it.
pub(super) fn number(count: u64) -> Result<i64> {
    i64::try_from(count).map_err(Error::internal)
}

/// A count as the tree holds it.
pub(super) fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
