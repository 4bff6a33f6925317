//! Stories in the users' words: what each agency does on a shared case, and beside each "can" a "cannot".

mod access_log;
mod child;
mod conviction;
mod court;
mod directory;
mod domestic_worker;
mod fillers;
mod glass;
mod identity;
mod immigration;
mod law;
mod need_to_know;
mod ngo;
mod participation;
mod police;
mod prosecution;
mod referral;
mod review;
mod rules;
mod settled;
mod social_welfare;
mod together;
