//! The cases of the training country, by what happened in them.
//!
//! To add a case, add a `Story` with the next number to the file it belongs to; `patterns` has what is common to
//! many. Whoever has something to write in it is called to it.

mod borders;
mod child_labour;
mod children;
mod foreign;
mod households;
mod labour;
mod mines;
mod online;
mod patterns;
mod roads;
mod sexual;
mod showcase;

use super::story::Story;

/// Every story.
pub(super) fn all() -> impl Iterator<Item = &'static Story> {
    let files: [&'static [Story]; 11] = [
        showcase::STORIES,
        households::STORIES,
        child_labour::STORIES,
        mines::STORIES,
        labour::STORIES,
        borders::STORIES,
        roads::STORIES,
        online::STORIES,
        sexual::STORIES,
        children::STORIES,
        foreign::STORIES,
    ];
    files.into_iter().flatten()
}
