//! How codes are called in other languages and schemes: the terms that come with the hub, and the lists as they stand
//! once what was loaded is laid over them. The lists themselves are `entity`'s.

mod sheet;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use documented::{Documented, DocumentedFields};
use entity::codes::{CodeScheme, CodeTermKind};
use entity::value::{CodeList, Language, Token};

pub use sheet::read;

/// The version of what comes with the hub.
pub const BUILT_IN_VERSION: i32 = 1;

/// The language of the meanings of the codes.
const ENGLISH: &str = "eng";

/// What a term says of a code.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// How the code is called in this language.
    Label(Language),
    /// What the code is in this scheme.
    Mapping(CodeScheme),
}

/// A label or a mapping of one code.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The name of the code list.
    pub list: &'static str,
    /// The code of the list.
    pub code: &'static str,
    /// Which language or scheme.
    pub about: About,
    /// The label, or the value in the scheme.
    pub value: String,
}

/// A code list as it is in force: the codes that the API takes and gives, what they mean, and how they are called in
/// other languages and schemes.
#[derive(Clone, Debug, Documented, DocumentedFields)]
pub struct ListInForce {
    /// The name of the list, which is also its GraphQL type.
    pub name: &'static str,
    /// What the list is, and where it comes from.
    pub description: &'static str,
    /// The version of the labels and mappings. 1 is what the hub is built with; each load that changes any adds one.
    pub version: i32,
    /// The codes, in the order of the list.
    pub codes: Vec<CodeInForce>,
}

/// A code of a list.
#[derive(Clone, Debug, Documented, DocumentedFields)]
pub struct CodeInForce {
    /// The code as it is stored and sent.
    pub code: &'static str,
    /// What it means, in English.
    pub description: &'static str,
    /// How it is called, in each language that has a word for it. The English one is the beginning of the meaning,
    /// unless another was loaded.
    pub labels: Vec<CodeLabel>,
    /// What it is in other schemes. A scheme without an equal is left out.
    pub mappings: Vec<CodeMapping>,
}

/// How a code is called in a language.
#[derive(Clone, Debug, PartialEq, Documented, DocumentedFields)]
pub struct CodeLabel {
    /// The language, ISO 639, three letters.
    pub language: String,
    /// The label.
    pub text: String,
}

/// What a code is in another scheme.
#[derive(Clone, Debug, PartialEq, Documented, DocumentedFields)]
pub struct CodeMapping {
    /// The scheme.
    pub scheme: CodeScheme,
    /// The value there, spelt as the scheme spells it.
    pub value: String,
}

impl About {
    /// What the term says, and of which scheme or language.
    pub fn key(&self) -> (CodeTermKind, &str) {
        match self {
            Self::Label(language) => (CodeTermKind::Label, language.text()),
            Self::Mapping(scheme) => (CodeTermKind::Mapping, scheme.code()),
        }
    }

    /// The other way round; none where there is no such language or scheme.
    pub fn of(kind: CodeTermKind, scheme_or_language: &str) -> Option<Self> {
        match kind {
            CodeTermKind::Label => Language::parse(scheme_or_language).map(Self::Label),
            CodeTermKind::Mapping => CodeScheme::parse(scheme_or_language).map(Self::Mapping),
        }
    }
}

/// The terms that come with the hub.
pub fn built_in() -> &'static [Term] {
    static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
        let sheets = [include_str!("mappings.csv"), include_str!("labels.csv")];
        let read = |text: &str| read(text.as_bytes()).expect("the terms that come with the hub are read by every test");
        sheets.into_iter().flat_map(read).collect()
    });
    &TERMS
}

/// The code list and the code of these names, if there are such.
pub fn known(list: &str, code: &str) -> Option<(&'static CodeList, &'static str)> {
    let list = entity::codes::lists().find(|known| known.name == list)?;
    let (code, _) = list.codes.iter().find(|(known, _)| *known == code)?;
    Some((list, code))
}

impl ListInForce {
    /// A list with its terms, of which later ones win over earlier ones.
    pub fn of<'a>(list: &'static CodeList, version: i32, terms: impl IntoIterator<Item = &'a Term>) -> Self {
        let mut by_code: BTreeMap<&str, Vec<&Term>> = BTreeMap::new();
        for term in terms.into_iter().filter(|term| term.list == list.name) {
            let of_code = by_code.entry(term.code).or_default();
            match of_code.iter_mut().find(|known| known.about == term.about) {
                Some(known) => *known = term,
                None => of_code.push(term),
            }
        }
        let codes = list.codes.iter().map(|(code, meaning)| {
            let mut entry = CodeInForce { code, description: meaning.trim(), labels: Vec::new(), mappings: Vec::new() };
            for term in by_code.get(code).into_iter().flatten() {
                match &term.about {
                    About::Label(language) => {
                        let language = language.text().to_owned();
                        entry.labels.push(CodeLabel { language, text: term.value.clone() });
                    }
                    About::Mapping(scheme) => {
                        entry.mappings.push(CodeMapping { scheme: *scheme, value: term.value.clone() });
                    }
                }
            }
            if !entry.labels.iter().any(|label| label.language == ENGLISH) {
                let text = english(entry.description).to_owned();
                entry.labels.insert(0, CodeLabel { language: ENGLISH.to_owned(), text });
            }
            entry
        });
        Self { name: list.name, description: list.description.trim(), version, codes: codes.collect() }
    }

    /// Whether a term says what the list says already.
    pub fn says(&self, term: &Term) -> bool {
        let of_code = self.codes.iter().find(|entry| entry.code == term.code);
        of_code.is_some_and(|entry| match &term.about {
            About::Label(language) => {
                let mut labels = entry.labels.iter();
                labels.any(|label| label.language == language.text() && label.text == term.value)
            }
            About::Mapping(scheme) => {
                entry.mappings.contains(&CodeMapping { scheme: *scheme, value: term.value.clone() })
            }
        })
    }
}

/// The English label: the meaning up to its source or its explanation.
fn english(meaning: &str) -> &str {
    let end = [" (", "; ", ". "].iter().filter_map(|stop| meaning.find(stop)).min().unwrap_or(meaning.len());
    meaning[..end].trim_end_matches('.')
}
