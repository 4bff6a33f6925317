//! What may they have?
//!
//! The only floor that sees a database handle. Every read goes through [`read`], which puts the viewer's scope
//! into the WHERE clause and asks for no column the viewer may not read; every write goes through [`work`],
//! which puts rows and their history into one transaction. It knows no GraphQL and no HTTP.

mod audit;
mod batch;
mod bound;
mod case_number;
mod ceilings;
mod change;
mod channels;
mod code_terms;
pub mod columns;
mod consent;
mod directory;
mod disputes;
mod draft;
mod emergency;
pub mod explain;
mod filter;
mod grounds;
mod guards;
mod health;
mod keep;
mod keys;
mod known;
mod law;
mod ledger;
pub mod moves;
mod noted;
mod once;
pub mod read;
pub mod record;
mod remember;
mod review;
mod rows;
mod rules;
mod scope;
mod seek;
pub mod select;
mod shape;
mod sight;
mod sign_in;
pub mod stages;
mod store;
pub mod tasks;
mod together;
mod totals;
mod trusted_documents;
pub mod value;
mod version;
mod viewer;
pub mod work;

pub use audit::{Asking, Refused, Traces};
pub use code_terms::Loaded;
pub use directory::Registration;
pub use disputes::Proposal;
pub use draft::Draft;
pub use emergency::CaseName;
pub use health::Schema;
pub use ledger::{Finding, LOOK, ROUND, Verification};
pub use once::Key;
pub use review::kept_until;
pub use select::{Child, Derived, Filter, Link, Order, Page, Select, Test};
pub use sign_in::{Activation, Admission, Claimant, Holder, SignIn, StepUp, Whom};
pub use store::Store;
pub use trusted_documents::{ClientDocument, TrustedDocument};
pub use value::Seen;
pub use viewer::Viewer;
pub use work::Work;
