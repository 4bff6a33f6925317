//! Records that come in from elsewhere and go out again, through the same reader and writer as everybody's.

pub mod codes;
pub mod ctdc;
pub mod documents;
pub mod organisations;

pub use ctdc::MAPPING as CTDC_MAPPING;
