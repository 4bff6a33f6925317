//! Documents that are mutated at random, from a seed: what the fuzzer does, as far as a test may take.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use tip_hub::guard::Limits;

use super::documents::{deep, hostile};
use super::{guard, property};
use crate::world::drawn;

/// What is put in.
const PARTS: [&str; 40] = [
    "{",
    "}",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "...",
    "on",
    "query",
    "fragment",
    "viewer",
    "role",
    "a",
    "Query",
    ":",
    "$",
    "@",
    "!",
    "=",
    "\"\"\"",
    "\"",
    "\\",
    "#",
    "\n",
    "1",
    "-",
    ".",
    "é",
    "\u{feff}",
    "null",
    "skip",
    "\\u{41}",
    "{viewer{role}}",
    "...a",
    " ",
    "[ID!]",
    "cases(first:1)",
    "@skip(if:true)",
];

/// What the guard takes, so that what is a step away from it is often taken.
fn good() -> Vec<String> {
    let texts = [
        "{viewer{role}}",
        "{...a} fragment a on Query{viewer{role}}",
        "query($a:Boolean!){viewer@skip(if:$a){role}}",
        "{...a} fragment a on Query{...b viewer{role}} fragment b on Query{...c} fragment c on Query{viewer{rank}}",
        "query A($n:Int=1,$f:CaseFilter){cases(first:$n,filter:$f){nodes{a:id b:id}}}",
        "{cases(filter:{and:[{or:[{not:{caseNo:{eq:\"a\"}}}]}]}){totalCount}}",
        "mutation{caseOpen(input:{},draft:true){case{id}}}",
        "{__schema{types{name fields{name}}}}",
    ];
    texts.into_iter().map(str::to_owned).chain([deep(12)]).collect()
}

#[test]
fn what_the_guard_takes_the_parser_takes_and_it_is_no_deeper_than_the_limit() {
    let guards = [guard(Limits::default()), guard(Limits { nesting: 4, ..Limits::default() })];
    let mut random = drawn(11);
    let (good, mut seeds) = (good(), good());
    seeds.extend(hostile().into_iter().map(|hostile| hostile.query).filter(|query| query.len() < 2_000));
    let (mut taken, mut refused) = (0, 0);
    for round in 0..20_000 {
        let mut text = if round % 2 == 0 { &good } else { &seeds }.choose(&mut random).expect("a seed").clone();
        for _ in 0..random.random_range(0..4) {
            text = mutated(&text, &seeds, &mut random);
        }
        for guard in &guards {
            *(if property::holds(guard, &text) { &mut taken } else { &mut refused }) += 1;
        }
    }
    assert!(taken > 2_000 && refused > 2_000, "{taken} were taken and {refused} refused");
}

/// A part put in, taken out, said again or taken from another.
fn mutated(text: &str, seeds: &[String], random: &mut StdRng) -> String {
    let (one, other) = (place(text, random), place(text, random));
    let (from, to) = (one.min(other), one.max(other));
    let part = PARTS.choose(random).expect("a part");
    match random.random_range(0..5) {
        0 | 1 => format!("{}{part}{}", &text[..from], &text[from..]),
        2 => format!("{}{}", &text[..from], &text[to..]),
        3 => format!("{}{}{}", &text[..to], &text[from..to], &text[to..]),
        _ => {
            let another = seeds.choose(random).expect("a seed");
            format!("{}{}", &text[..from], &another[place(another, random)..])
        }
    }
}

/// A place between two letters.
fn place(text: &str, random: &mut StdRng) -> usize {
    let at = random.random_range(0..=text.len());
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}
