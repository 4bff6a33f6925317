//! What the hub stands on fails: its audit store takes nothing, its connections break, its database goes, its clock jumps.
//! What was answered was kept; what was not is there whole or not at all; and when all is well again, nobody has to help.

mod awaits;
mod broken;
mod clock;
mod gone;
mod requests;
mod wire;
