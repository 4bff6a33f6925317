//! The end-to-end tests: the rules of the hub, proved on SQLite and on PostgreSQL through its HTTP door.

#[macro_use]
mod world;

mod acts;
mod audit;
mod clients;
mod code_lists;
mod countries;
mod coverage;
mod denials;
mod disputes;
mod door;
mod drift;
mod evidence;
mod exchange;
mod existence;
mod faults;
mod hostile;
mod identity;
mod interference;
mod interrupted;
mod leaks;
mod live_schema;
mod oracle;
mod pages;
mod program;
mod read_sweep;
mod retries;
mod schema;
mod second_opinion;
mod sentinels;
mod stages;
mod statements;
mod stories;
mod tasks;
mod timeline;
mod training;
mod transitions;
mod versions;
mod walk;
mod write_sweep;
