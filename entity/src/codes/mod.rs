//! Code lists that a standard closes, as enums: the code that is stored and sent, and what it means.
//!
//! `answer` lists are questions about a person or an event; beside their own codes they have the four null
//! flavours, which are answers and not the absence of one. `state` lists have no such flavours. A `track` is a list
//! of states that a record goes through by acts (see `lifecycle`).

mod access;
mod account;
mod care;
mod case;
mod court;
mod exploitation;
mod justice;
mod person;
mod terms;
mod travel;

pub use access::*;
pub use account::*;
pub use care::*;
pub use case::*;
pub use court::*;
pub use exploitation::*;
pub use justice::*;
pub use person::*;
pub use terms::*;
pub use travel::*;

use crate::lifecycle::{acts, calls, guards, tasks};
use crate::value::CodeList;

/// Every code list.
pub fn lists() -> impl Iterator<Item = &'static CodeList> {
    [
        account::LISTS,
        case::LISTS,
        person::LISTS,
        exploitation::LISTS,
        travel::LISTS,
        justice::LISTS,
        court::LISTS,
        care::LISTS,
        terms::LISTS,
        access::LISTS,
        guards::LISTS,
        acts::LISTS,
        calls::LISTS,
        tasks::LISTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Declares code lists: the enum, its codes and their meanings, and the module's `LISTS`.
macro_rules! code_lists {
    ($($(#[doc = $doc:literal])+ $flavour:ident $name:ident {
        $($(#[doc = $meaning:literal])+ $variant:ident = $code:literal,)+
    })+) => {
        $(code_lists!(@$flavour $name [$($doc)+] $($variant = $code [$($meaning)+],)+);)+
        pub(crate) const LISTS: &[&crate::value::CodeList] = &[$($name::LIST),+];
    };
    (@answer $name:ident [$($doc:literal)+] $($variant:ident = $code:literal [$($meaning:literal)+],)+) => {
        code_lists!(@list None, $name [$($doc)+]
            $($variant = $code [$($meaning)+],)+
            Unknown = "UNKNOWN" [" Asked or looked for, and not known."],
            NotAsked = "NOT_ASKED" [" Nobody has asked."],
            Refused = "REFUSED" [" Asked, and the person preferred not to say."],
            NotApplicable = "NOT_APPLICABLE" [" The question does not apply here."],
        );
    };
    (@state $name:ident [$($doc:literal)+] $($variant:ident = $code:literal [$($meaning:literal)+],)+) => {
        code_lists!(@list None, $name [$($doc)+] $($variant = $code [$($meaning)+],)+);
    };
    (@track $name:ident [$($doc:literal)+] $($variant:ident = $code:literal [$($meaning:literal)+],)+) => {
        code_lists!(@list Some(crate::lifecycle::track::<$name>()), $name [$($doc)+]
            $($variant = $code [$($meaning)+],)+
        );

        impl crate::lifecycle::States for $name {
            const STATES: &'static [Self] = Self::ALL;
            fn state_code(self) -> &'static str {
                self.code()
            }
        }
    };
    (@list $track:expr, $name:ident [$($doc:literal)+] $($variant:ident = $code:literal [$($meaning:literal)+],)+) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $meaning])+ $variant,)+
        }

        impl $name {
            /// The list as data.
            pub const LIST: &'static crate::value::CodeList = &crate::value::CodeList {
                name: stringify!($name),
                description: concat!($($doc),+),
                codes: &[$(($code, concat!($($meaning),+))),+],
                track: $track,
            };
            /// Every code of the list, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it is stored and sent.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }

        impl crate::value::Token for $name {
            fn column_type() -> sea_orm::sea_query::ColumnType {
                sea_orm::sea_query::ColumnType::Custom(stringify!($name).into())
            }
            fn text(&self) -> &str {
                self.code()
            }
            fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == text)
            }
        }
        crate::value::stored_as_text!($name);
    };
}
pub(crate) use code_lists;
