//! `tip-hub`: the national hub on trafficking in persons.

use std::process::ExitCode;

use clap::Parser;
use tip_hub::command::CommandLine;

#[tokio::main]
async fn main() -> ExitCode {
    match CommandLine::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tip-hub: {error}");
            ExitCode::FAILURE
        }
    }
}
