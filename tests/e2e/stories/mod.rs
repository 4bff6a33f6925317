//! Stories in the users' words: what each agency does on a shared case, and beside each "can" a "cannot".

mod fillers;
mod identity;
mod immigration;
mod ngo;
mod participation;
mod police;
mod prosecution;
mod referral;
mod social_welfare;
mod together;
