//! `tip-hub`: the national hub on trafficking in persons.

use std::process::ExitCode;

use clap::Parser;
use rustix::fs::Mode;
use tip_hub::command::CommandLine;

#[tokio::main]
async fn main() -> ExitCode {
    // Whoever reads a file of the hub reads every case: each is its owner's alone.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    match CommandLine::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tip-hub: {error}");
            ExitCode::FAILURE
        }
    }
}
