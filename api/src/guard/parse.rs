//! Tokens to a document, by the grammar of the specification (September 2025, 2.1 to 2.13).
//!
//! The library's own parser is not asked: it takes what the specification refuses (`query A()`, a fragment named
//! `on`, a field given twice in an object) and refuses what it accepts (`\u{…}`, descriptions). This one recurses once
//! for each open bracket, which the scan has bounded.

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{
    BaseType, Directive, Field, FragmentDefinition, FragmentSpread, InlineFragment, OperationDefinition, OperationType,
    Selection, SelectionSet, Type, TypeCondition, VariableDefinition,
};
use async_graphql::{Name, Number, Pos, Positioned};
use async_graphql_value::Value;

use super::document::Document;
use super::refusal::{Refusal, Result};
use super::scan::{Kind, Token};
use super::text;

/// The arguments of a field or a directive.
type Arguments = Vec<(Positioned<Name>, Positioned<Value>)>;

/// The document of these tokens.
pub(super) fn parse(tokens: &[Token<'_>]) -> Result<Document> {
    let mut parser = Parser { tokens, next: 0 };
    let mut document = Document::default();
    loop {
        parser.definition(&mut document)?;
        if parser.here().kind == Kind::End {
            return Ok(document);
        }
    }
}

struct Parser<'a> {
    tokens: &'a [Token<'a>],
    next: usize,
}

/// The token behind all others; the scan puts it there.
const END: Token<'static> = Token { kind: Kind::End, text: "", at: Pos { line: 1, column: 1 } };

impl<'a> Parser<'a> {
    fn ahead(&self, by: usize) -> Token<'a> {
        self.tokens.get(self.next + by).or(self.tokens.last()).copied().unwrap_or(END)
    }

    fn here(&self) -> Token<'a> {
        self.ahead(0)
    }

    fn take(&mut self) -> Token<'a> {
        let token = self.here();
        self.next += 1;
        token
    }

    fn is(&self, sign: u8) -> bool {
        self.here().kind == Kind::Sign(sign)
    }

    fn is_word(&self, word: &str) -> bool {
        self.here().kind == Kind::Name && self.here().text == word
    }

    /// Takes a sign, if it is the next.
    fn skip(&mut self, sign: u8) -> bool {
        let is = self.is(sign);
        self.next += usize::from(is);
        is
    }

    fn expected<T>(&self, what: &str) -> Result<T> {
        let here = self.here();
        let end = if here.kind == Kind::End { " before the document ends" } else { "" };
        Err(Refusal::invalid(here.at, format!("The document is not GraphQL here: {what} is expected{end}.")))
    }

    fn sign(&mut self, sign: u8) -> Result<Pos> {
        let at = self.here().at;
        if self.skip(sign) { Ok(at) } else { self.expected(&char::from(sign).to_string()) }
    }

    fn name(&mut self, what: &str) -> Result<Positioned<Name>> {
        let here = self.here();
        if here.kind != Kind::Name {
            return self.expected(what);
        }
        self.next += 1;
        Ok(Positioned::new(Name::new(here.text), here.at))
    }

    /// One or more of what `each` reads, up to the closing sign.
    fn some<T>(&mut self, close: u8, mut each: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let mut found = vec![each(self)?];
        while !self.skip(close) {
            found.push(each(self)?);
        }
        Ok(found)
    }

    fn description(&mut self) -> Result<bool> {
        let here = self.here();
        let is = matches!(here.kind, Kind::Text | Kind::Block);
        if is {
            self.text()?;
        }
        Ok(is)
    }

    fn definition(&mut self, document: &mut Document) -> Result {
        let described = self.description()?;
        let here = self.here();
        let operation = match (here.kind, here.text) {
            (Kind::Sign(b'{'), _) if !described => None,
            (Kind::Name, "query") => Some(OperationType::Query),
            (Kind::Name, "mutation") => Some(OperationType::Mutation),
            (Kind::Name, "subscription") => Some(OperationType::Subscription),
            (Kind::Name, "fragment") => {
                self.next += 1;
                let (name, fragment) = self.fragment(here.at)?;
                document.fragments.push((name, fragment));
                return Ok(());
            }
            _ => return self.expected("query, mutation, fragment or {"),
        };
        let (mut name, mut variable_definitions, mut directives) = (None, Vec::new(), Vec::new());
        if operation.is_some() {
            self.next += 1;
            if self.here().kind == Kind::Name {
                name = Some(self.name("a name")?);
            }
            if self.skip(b'(') {
                variable_definitions = self.some(b')', Self::variable_definition)?;
            }
            directives = self.directives(false)?;
        }
        let ty = operation.unwrap_or(OperationType::Query);
        let selection_set = self.selection_set()?;
        let operation = OperationDefinition { ty, variable_definitions, directives, selection_set };
        document.operations.push((name, Positioned::new(operation, here.at)));
        Ok(())
    }

    fn fragment(&mut self, at: Pos) -> Result<(Positioned<Name>, Positioned<FragmentDefinition>)> {
        if self.is_word("on") {
            return self.expected("a name other than on");
        }
        let name = self.name("the name of the fragment")?;
        if !self.is_word("on") {
            return self.expected("on");
        }
        let type_condition = self.type_condition()?;
        let directives = self.directives(false)?;
        let selection_set = self.selection_set()?;
        let fragment = FragmentDefinition { type_condition, directives, selection_set };
        Ok((name, Positioned::new(fragment, at)))
    }

    /// `on Type`, the word `on` being next.
    fn type_condition(&mut self) -> Result<Positioned<TypeCondition>> {
        let at = self.take().at;
        let on = self.name("the name of a type")?;
        Ok(Positioned::new(TypeCondition { on }, at))
    }

    fn variable_definition(&mut self) -> Result<Positioned<VariableDefinition>> {
        self.description()?;
        let at = self.sign(b'$')?;
        let name = self.name("the name of the variable")?;
        self.sign(b':')?;
        let type_at = self.here().at;
        let var_type = Positioned::new(self.type_()?, type_at);
        let mut default_value = None;
        if self.skip(b'=') {
            let at = self.here().at;
            let Some(value) = self.value(true)?.into_const() else { return self.expected("a value") };
            default_value = Some(Positioned::new(value, at));
        }
        let directives = self.directives(true)?;
        Ok(Positioned::new(VariableDefinition { name, var_type, directives, default_value }, at))
    }

    fn type_(&mut self) -> Result<Type> {
        let base = if self.skip(b'[') {
            let of = self.type_()?;
            self.sign(b']')?;
            BaseType::List(Box::new(of))
        } else {
            BaseType::Named(self.name("a type")?.node)
        };
        Ok(Type { base, nullable: !self.skip(b'!') })
    }

    fn directives(&mut self, constant: bool) -> Result<Vec<Positioned<Directive>>> {
        let mut found = Vec::new();
        while self.is(b'@') {
            let at = self.take().at;
            let name = self.name("the name of a directive")?;
            let arguments = self.arguments(constant)?;
            found.push(Positioned::new(Directive { name, arguments }, at));
        }
        Ok(found)
    }

    fn arguments(&mut self, constant: bool) -> Result<Arguments> {
        if !self.skip(b'(') {
            return Ok(Vec::new());
        }
        self.some(b')', |parser| {
            let name = parser.name("the name of an argument")?;
            parser.sign(b':')?;
            let at = parser.here().at;
            Ok((name, Positioned::new(parser.value(constant)?, at)))
        })
    }

    fn selection_set(&mut self) -> Result<Positioned<SelectionSet>> {
        let at = self.sign(b'{')?;
        let items = self.some(b'}', Self::selection)?;
        Ok(Positioned::new(SelectionSet { items }, at))
    }

    fn selection(&mut self) -> Result<Positioned<Selection>> {
        let at = self.here().at;
        let selection = if self.skip(b'.') {
            if self.here().kind == Kind::Name && !self.is_word("on") {
                let fragment_name = self.name("the name of a fragment")?;
                let directives = self.directives(false)?;
                Selection::FragmentSpread(Positioned::new(FragmentSpread { fragment_name, directives }, at))
            } else {
                let type_condition = if self.is_word("on") { Some(self.type_condition()?) } else { None };
                let directives = self.directives(false)?;
                let selection_set = self.selection_set()?;
                let fragment = InlineFragment { type_condition, directives, selection_set };
                Selection::InlineFragment(Positioned::new(fragment, at))
            }
        } else {
            Selection::Field(Positioned::new(self.field()?, at))
        };
        Ok(Positioned::new(selection, at))
    }

    fn field(&mut self) -> Result<Field> {
        let mut name = self.name("the name of a field")?;
        let mut alias = None;
        if self.skip(b':') {
            alias = Some(name);
            name = self.name("the name of a field")?;
        }
        let arguments = self.arguments(false)?;
        let directives = self.directives(false)?;
        let selection_set = if self.is(b'{') { self.selection_set()? } else { Positioned::default() };
        Ok(Field { alias, name, arguments, directives, selection_set })
    }

    fn value(&mut self, constant: bool) -> Result<Value> {
        let here = self.here();
        match (here.kind, here.text) {
            (Kind::Sign(b'$'), _) if !constant => {
                self.next += 1;
                Ok(Value::Variable(self.name("the name of a variable")?.node))
            }
            (Kind::Sign(b'$'), _) => self.expected("a value without variables"),
            (Kind::Sign(b'['), _) => {
                self.next += 1;
                let mut items = Vec::new();
                while !self.skip(b']') {
                    items.push(self.value(constant)?);
                }
                Ok(Value::List(items))
            }
            (Kind::Sign(b'{'), _) => self.object(constant),
            (Kind::Int | Kind::Float, number) => {
                self.next += 1;
                // `-0` is a whole number, too.
                let whole = number.parse::<i64>().map(Number::from);
                let number = whole.or_else(|_| number.parse::<Number>());
                number.map(Value::Number).map_err(|_| Refusal::invalid(here.at, "This number is too large."))
            }
            (Kind::Text | Kind::Block, _) => Ok(Value::String(self.text()?)),
            (Kind::Name, word) => {
                self.next += 1;
                Ok(match word {
                    "true" => Value::Boolean(true),
                    "false" => Value::Boolean(false),
                    "null" => Value::Null,
                    code => Value::Enum(Name::new(code)),
                })
            }
            (Kind::Sign(_) | Kind::End, _) => self.expected("a value"),
        }
    }

    fn object(&mut self, constant: bool) -> Result<Value> {
        self.sign(b'{')?;
        let mut fields = IndexMap::new();
        while !self.skip(b'}') {
            let name = self.name("the name of a field or }")?;
            self.sign(b':')?;
            if fields.insert(name.node, self.value(constant)?).is_some() {
                return Err(Refusal::invalid(name.pos, "This field of the object is given twice. Give it once."));
            }
        }
        Ok(Value::Object(fields))
    }

    fn text(&mut self) -> Result<String> {
        let token = self.take();
        match token.kind {
            Kind::Block => Ok(text::block(token.text)),
            _ => text::quoted(token.text, token.at),
        }
    }
}
