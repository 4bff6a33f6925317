//! The types of the schema as the guard asks them: read once, from the schema's own text.

use std::collections::{HashMap, HashSet};

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, OperationType, Type, TypeKind, TypeSystemDefinition,
};

/// The types of the schema.
#[derive(Debug)]
pub(super) struct Types {
    types: HashMap<String, Definition>,
    directives: HashMap<String, DirectiveType>,
    query: String,
    mutation: String,
}

/// A type.
#[derive(Debug)]
pub(super) enum Definition {
    Scalar,
    Enum(HashSet<String>),
    Input {
        fields: IndexMap<String, InputType>,
        one_of: bool,
    },
    Object {
        fields: HashMap<String, FieldType>,
    },
    /// An interface or a union, with the objects it may be.
    Abstract {
        fields: HashMap<String, FieldType>,
        objects: HashSet<String>,
    },
}

/// How long a list is, as a fraction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    items: u64,
    lists: u64,
}

impl Length {
    /// So many items.
    pub(super) fn whole(items: u64) -> Self {
        Self { items, lists: 1 }
    }

    /// The average of lists of these lengths, or the greatest of them.
    fn of(lengths: impl Iterator<Item = usize>, on_average: bool) -> Self {
        let lengths: Vec<u64> = lengths.map(|length| length as u64).collect();
        match on_average {
            true => Self { items: lengths.iter().sum(), lists: (lengths.len() as u64).max(1) },
            false => Self::whole(lengths.into_iter().max().unwrap_or_default()),
        }
    }

    /// What so much of each item comes to.
    pub(super) fn times(self, each: u64) -> u64 {
        self.items.saturating_mul(each).div_ceil(self.lists)
    }
}

/// A field of an object.
#[derive(Debug)]
pub(super) struct FieldType {
    pub(super) of: Type,
    pub(super) arguments: IndexMap<String, InputType>,
}

/// An argument, or a field of an input object.
#[derive(Debug)]
pub(super) struct InputType {
    pub(super) of: Type,
    pub(super) has_default: bool,
}

/// A directive. None that stands in documents is repeatable (the library's parser takes every one for it).
#[derive(Debug)]
pub(super) struct DirectiveType {
    pub(super) arguments: IndexMap<String, InputType>,
    pub(super) locations: HashSet<String>,
}

/// What the specification adds to every schema.
const STANDARD: &str = "
scalar Int scalar Float scalar String scalar Boolean scalar ID
type __Schema { description: String types: [__Type!]! queryType: __Type! mutationType: __Type subscriptionType: __Type
  directives: [__Directive!]! }
type __Type { kind: __TypeKind! name: String description: String specifiedByURL: String isOneOf: Boolean
  fields(includeDeprecated: Boolean! = false): [__Field!] interfaces: [__Type!] possibleTypes: [__Type!]
  enumValues(includeDeprecated: Boolean! = false): [__EnumValue!]
  inputFields(includeDeprecated: Boolean! = false): [__InputValue!] ofType: __Type }
enum __TypeKind { SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL }
type __Field { name: String! description: String args(includeDeprecated: Boolean! = false): [__InputValue!]!
  type: __Type! isDeprecated: Boolean! deprecationReason: String }
type __InputValue { name: String! description: String type: __Type! defaultValue: String isDeprecated: Boolean!
  deprecationReason: String }
type __EnumValue { name: String! description: String isDeprecated: Boolean! deprecationReason: String }
type __Directive { name: String! description: String isRepeatable: Boolean! locations: [__DirectiveLocation!]!
  args(includeDeprecated: Boolean! = false): [__InputValue!]! }
enum __DirectiveLocation { QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT
  VARIABLE_DEFINITION SCHEMA SCALAR OBJECT FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE
  INPUT_OBJECT INPUT_FIELD_DEFINITION }
type __Root { __schema: __Schema! __type(name: String!): __Type }
";

/// Fields of the root of queries that the specification adds.
const ROOT: &str = "__Root";

impl Types {
    /// Reads the types from the text of a schema. The error says why it cannot be read: a defect of the hub.
    pub(super) fn read(sdl: &str) -> Result<Self, String> {
        // Descriptions are most of the text and say nothing to the guard. An input without fields, which a record
        // has that nobody changes by a patch, is printed with braces that the grammar does not have.
        let bare: String = sdl.split("\"\"\"").step_by(2).collect::<String>().replace("{\n}", "");
        let mut types = Self {
            types: HashMap::new(),
            directives: HashMap::new(),
            query: "Query".to_owned(),
            mutation: "Mutation".to_owned(),
        };
        let mut implementing: Vec<(String, String)> = Vec::new();
        for text in [STANDARD, bare.as_str()] {
            let document = parse_schema(text).map_err(|error| error.to_string())?;
            for definition in document.definitions {
                match definition {
                    TypeSystemDefinition::Schema(schema) => {
                        types.query = schema.node.query.map_or(types.query, |name| name.node.to_string());
                        types.mutation = schema.node.mutation.map_or(types.mutation, |name| name.node.to_string());
                    }
                    TypeSystemDefinition::Directive(directive) => {
                        let directive = directive.node;
                        let read = DirectiveType {
                            arguments: inputs(directive.arguments.into_iter().map(|argument| argument.node)),
                            locations: directive
                                .locations
                                .iter()
                                .map(|at| location(&format!("{:?}", at.node)))
                                .collect(),
                        };
                        types.directives.insert(directive.name.node.to_string(), read);
                    }
                    TypeSystemDefinition::Type(definition) => {
                        let definition = definition.node;
                        let name = definition.name.node.to_string();
                        let one_of = definition.directives.iter().any(|directive| directive.node.name.node == "oneOf");
                        let read = match definition.kind {
                            TypeKind::Scalar => Definition::Scalar,
                            TypeKind::Enum(kind) => Definition::Enum(
                                kind.values.into_iter().map(|value| value.node.value.node.to_string()).collect(),
                            ),
                            TypeKind::InputObject(kind) => Definition::Input {
                                fields: inputs(kind.fields.into_iter().map(|field| field.node)),
                                one_of,
                            },
                            TypeKind::Object(kind) => {
                                let interfaces = kind.implements.into_iter();
                                implementing.extend(interfaces.map(|of| (of.node.to_string(), name.clone())));
                                Definition::Object { fields: fields(kind.fields.into_iter().map(|field| field.node)) }
                            }
                            TypeKind::Interface(kind) => Definition::Abstract {
                                fields: fields(kind.fields.into_iter().map(|field| field.node)),
                                objects: HashSet::new(),
                            },
                            TypeKind::Union(kind) => Definition::Abstract {
                                fields: HashMap::new(),
                                objects: kind.members.into_iter().map(|member| member.node.to_string()).collect(),
                            },
                        };
                        types.types.insert(name, read);
                    }
                }
            }
        }
        for (interface, object) in implementing {
            if let Some(Definition::Abstract { objects, .. }) = types.types.get_mut(&interface) {
                objects.insert(object);
            }
        }
        Ok(types)
    }

    pub(super) fn get(&self, name: &str) -> Option<&Definition> {
        self.types.get(name)
    }

    pub(super) fn directive(&self, name: &str) -> Option<&DirectiveType> {
        self.directives.get(name)
    }

    /// The type at the root of an operation, and whether the schema has such operations.
    pub(super) fn root(&self, operation: OperationType) -> Option<&str> {
        match operation {
            OperationType::Query => Some(&self.query),
            OperationType::Mutation => Some(&self.mutation),
            OperationType::Subscription => None,
        }
        .filter(|name| self.types.contains_key(*name))
        .map(String::as_str)
    }

    /// A field of a type, those of introspection at the root of queries among them. `__typename` is none.
    pub(super) fn field(&self, on: &str, name: &str) -> Option<&FieldType> {
        let fields = |on: &str| self.types.get(on)?.fields()?.get(name);
        fields(on).or_else(|| (on == self.query).then(|| fields(ROOT)).flatten())
    }

    /// How long a list is in an answer about the schema: that of a type or a field as the longest there is or, where all are
    /// asked for, as they are on average.
    pub(super) fn length(&self, on: &str, list: &str, on_average: bool) -> Length {
        let of_each = |length: fn(&Definition) -> usize| Length::of(self.types.values().map(length), on_average);
        match (on, list) {
            ("__Schema", "types") => Length::whole(self.types.len() as u64),
            ("__Schema", _) => Length::whole(self.directives.len() as u64),
            ("__Type", "fields") => of_each(|of| of.fields().map_or(0, HashMap::len)),
            ("__Type", "inputFields") => of_each(Definition::inputs),
            ("__Type", "enumValues") => of_each(Definition::codes),
            ("__Type", "possibleTypes" | "interfaces") => of_each(Definition::possible),
            ("__Field", _) => {
                let fields = self.types.values().filter_map(Definition::fields).flat_map(HashMap::values);
                Length::of(fields.map(|field| field.arguments.len()), on_average)
            }
            (_, _) => Length::whole(FEW),
        }
    }

    /// The objects that a value of a type may be; `None` where it is none with fields.
    pub(super) fn objects(&self, name: &str) -> Option<Vec<&str>> {
        match self.types.get_key_value(name)? {
            (name, Definition::Object { .. }) => Some(vec![name]),
            (_, Definition::Abstract { objects, .. }) => Some(objects.iter().map(String::as_str).collect()),
            (_, Definition::Scalar | Definition::Enum(_) | Definition::Input { .. }) => None,
        }
    }

    /// Whether a value of one type may be of the other as well.
    pub(super) fn overlap(&self, one: &str, other: &str) -> bool {
        let (Some(one), Some(other)) = (self.objects(one), self.objects(other)) else { return false };
        one.iter().any(|object| other.contains(object))
    }
}

impl Definition {
    /// The fields of an object or of what may be one.
    fn fields(&self) -> Option<&HashMap<String, FieldType>> {
        match self {
            Self::Object { fields } | Self::Abstract { fields, .. } => Some(fields),
            Self::Scalar | Self::Enum(_) | Self::Input { .. } => None,
        }
    }

    fn inputs(&self) -> usize {
        if let Self::Input { fields, .. } = self { fields.len() } else { 0 }
    }

    fn codes(&self) -> usize {
        if let Self::Enum(codes) = self { codes.len() } else { 0 }
    }

    /// The objects that a value may be of an interface or a union.
    fn possible(&self) -> usize {
        if let Self::Abstract { objects, .. } = self { objects.len() } else { 0 }
    }
}

/// How long a list about the schema is that is always short.
const FEW: u64 = 2;

/// The name of a type within its lists.
pub(super) fn named(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name,
        BaseType::List(of) => named(of),
    }
}

fn fields(definitions: impl Iterator<Item = FieldDefinition>) -> HashMap<String, FieldType> {
    definitions
        .map(|field| {
            let arguments = inputs(field.arguments.into_iter().map(|argument| argument.node));
            (field.name.node.to_string(), FieldType { of: field.ty.node, arguments })
        })
        .collect()
}

fn inputs(definitions: impl Iterator<Item = InputValueDefinition>) -> IndexMap<String, InputType> {
    definitions
        .map(|input| {
            let has_default = input.default_value.is_some();
            (input.name.node.to_string(), InputType { of: input.ty.node, has_default })
        })
        .collect()
}

/// `FragmentSpread` as `FRAGMENT_SPREAD`.
fn location(name: &str) -> String {
    let mut read = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !read.is_empty() {
            read.push('_');
        }
        read.push(letter.to_ascii_uppercase());
    }
    read
}
