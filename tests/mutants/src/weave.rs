//! Weaves mutants into a source, each behind a switch of its own: `if crate::mutants::on(7) { changed } else { as it was }`.

use std::collections::BTreeSet;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Arm, BinOp, Block, Expr, ExprStruct, ImplItemFn, ItemConst, ItemFn, ItemStatic, Stmt, Type, parse_quote};

use crate::list::{Mutant, Place};

/// The source with these mutants in it, which are told apart by their numbers, and the numbers of those that are in it.
pub fn woven(source: &str, mutants: &[(usize, &Mutant)]) -> (String, BTreeSet<usize>) {
    let mut file = syn::parse_file(source).expect("a source that compiles");
    let mut weaver = Weaver { mutants, woven: BTreeSet::new() };
    weaver.visit_file_mut(&mut file);
    (prettyplease::unparse(&file), weaver.woven)
}

struct Weaver<'a> {
    mutants: &'a [(usize, &'a Mutant)],
    woven: BTreeSet<usize>,
}

impl Weaver<'_> {
    /// The mutants of a genre that begin where this span does.
    fn at(&mut self, genre: &str, span: Span) -> Vec<(usize, String)> {
        let here = start(span);
        let found = self.mutants.iter().filter(|(_, mutant)| mutant.genre == genre && mutant.start == here);
        let found: Vec<_> = found.map(|(number, mutant)| (*number, mutant.replacement.clone())).collect();
        self.woven.extend(found.iter().map(|(number, _)| number));
        found
    }

    /// The statements that return another value than the function whose body this is.
    fn returns(&mut self, body: &Block) -> Vec<Stmt> {
        let changes = body.stmts.first().map(|first| self.at("FnValue", first.span())).unwrap_or_default();
        let returned = |(number, replacement): (usize, String)| -> Stmt {
            let value: Expr = syn::parse_str(&replacement).expect("an expression");
            parse_quote! { if crate::mutants::on(#number) { return #value; } }
        };
        changes.into_iter().map(returned).collect()
    }
}

/// An expression that the language would not take anywhere but in a condition.
fn is_chained(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => {
            matches!(binary.op, BinOp::And(_)) && (is_chained(&binary.left) || is_chained(&binary.right))
        }
        _ => false,
    }
}

fn start(span: Span) -> Place {
    let start = span.start();
    (start.line as u64, start.column as u64 + 1)
}

impl VisitMut for Weaver<'_> {
    fn visit_item_fn_mut(&mut self, function: &mut ItemFn) {
        if function.sig.constness.is_none() {
            let returns = self.returns(&function.block);
            visit_mut::visit_item_fn_mut(self, function);
            function.block.stmts.splice(0..0, returns);
        }
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        if function.sig.constness.is_none() {
            let returns = self.returns(&function.block);
            visit_mut::visit_impl_item_fn_mut(self, function);
            function.block.stmts.splice(0..0, returns);
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        match expr {
            Expr::Binary(binary) if !is_chained(&binary.left) && !is_chained(&binary.right) => {
                let binary = binary.clone();
                for (number, replacement) in self.at("BinaryOperator", binary.op.span()) {
                    let mut changed = binary.clone();
                    changed.op = syn::parse_str(&replacement).expect("an operator");
                    *expr = parse_quote! { (if crate::mutants::on(#number) { #changed } else { #expr }) };
                }
            }
            Expr::Unary(unary) => {
                let unary = unary.clone();
                for (number, _) in self.at("UnaryOperator", unary.op.span()) {
                    let without = &unary.expr;
                    *expr = parse_quote! { (if crate::mutants::on(#number) { #without } else { #expr }) };
                }
            }
            _ => {}
        }
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        visit_mut::visit_arm_mut(self, arm);
        if let Some((_, guard)) = arm.guard.as_mut() {
            for (number, replacement) in self.at("MatchArmGuard", guard.span()) {
                **guard = match replacement.as_str() {
                    "true" => parse_quote! { crate::mutants::on(#number) || (#guard) },
                    _ => parse_quote! { !crate::mutants::on(#number) && (#guard) },
                };
            }
        }
        for (number, _) in self.at("MatchArm", arm.pat.span()) {
            match arm.guard.as_mut() {
                Some((_, guard)) => **guard = parse_quote! { !crate::mutants::on(#number) && (#guard) },
                None => arm.guard = Some((Default::default(), parse_quote! { !crate::mutants::on(#number) })),
            }
        }
    }

    fn visit_expr_struct_mut(&mut self, made: &mut ExprStruct) {
        let places: Vec<Span> = made.fields.iter().map(|field| field.span()).collect();
        visit_mut::visit_expr_struct_mut(self, made);
        let Some(rest) = made.rest.clone() else { return };
        let rest: Expr = match &*rest {
            // What it is the default of cannot be told from a field alone.
            Expr::Call(call) if call.args.is_empty() => {
                let path = &made.path;
                parse_quote! { <#path>::default() }
            }
            _ => parse_quote! { (#rest) },
        };
        for (field, place) in made.fields.iter_mut().zip(places) {
            for (number, _) in self.at("StructField", place) {
                let (member, value) = (&field.member, &field.expr);
                field.colon_token.get_or_insert_default();
                field.expr = parse_quote! { if crate::mutants::on(#number) { #rest.#member } else { #value } };
            }
        }
    }

    // Where a value has to be known when it is compiled, no switch can be.
    fn visit_item_const_mut(&mut self, _: &mut ItemConst) {}
    fn visit_item_static_mut(&mut self, _: &mut ItemStatic) {}
    fn visit_type_mut(&mut self, _: &mut Type) {}
}
