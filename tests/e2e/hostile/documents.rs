//! Documents made to break a GraphQL server, in families.

use serde_json::{Value as Json, json};

/// A document that must be refused, however it is sent.
pub struct Hostile {
    pub name: String,
    pub query: String,
    pub variables: Json,
    /// The code it is refused with.
    pub code: &'static str,
}

/// All of them.
pub fn hostile() -> Vec<Hostile> {
    let mut all = Vec::new();
    nesting(&mut all);
    fragments(&mut all);
    multitudes(&mut all);
    texts(&mut all);
    variables(&mut all);
    unknown(&mut all);
    all
}

fn add(all: &mut Vec<Hostile>, code: &'static str, name: impl Into<String>, query: impl Into<String>) {
    all.push(Hostile { name: name.into(), query: query.into(), variables: json!({}), code });
}

/// `text` opened and closed `times` times around what is within.
pub fn nested(open: &str, within: &str, close: &str, times: usize) -> String {
    format!("{}{within}{}", open.repeat(times), close.repeat(times))
}

fn nesting(all: &mut Vec<Hostile>) {
    for times in [65, 1_300, 10_000] {
        let list = nested("[", "", "]", times);
        add(all, "LIMIT", format!("{times} lists"), format!("{{ cases(filter: {list}) {{ totalCount }} }}"));
        let object = nested("{not:", "null", "}", times);
        add(all, "LIMIT", format!("{times} objects"), format!("{{ cases(filter: {object}) {{ totalCount }} }}"));
        let open = "[".repeat(times);
        add(all, "LIMIT", format!("{times} lists left open"), format!("{{ cases(filter: {open}"));
        add(all, "LIMIT", format!("{times} selections"), nested("{viewer", "{role}", "}", times));
        add(
            all,
            "LIMIT",
            format!("{times} inline fragments"),
            format!("{{{}}}", nested("...{", "viewer{role}", "}", times)),
        );
        let of = nested("[", "Int", "]", times);
        add(all, "LIMIT", format!("{times} list types"), format!("query($a: {of}) {{ viewer {{ role }} }}"));
        add(all, "LIMIT", format!("{times} parentheses"), format!("{{ {}", "viewer(".repeat(times)));
    }
    let default = nested("[", "1", "]", 3_000);
    add(all, "LIMIT", "a nested default", format!("query($a: [Int] = {default}) {{ viewer {{ role }} }}"));
    let argument = nested("[", "1", "]", 3_000);
    add(all, "LIMIT", "a nested directive argument", format!("{{ viewer @skip(if: {argument}) {{ role }} }}"));
    add(all, "LIMIT", "fields below each other", deep(13));
    let types = nested("fields{type{", "name", "}}", 4);
    add(all, "LIMIT", "introspection in circles", format!("{{ __schema {{ types {{ {types} }} }} }}"));
    let of_type = nested("ofType{", "name", "}", 20);
    add(all, "LIMIT", "deep introspection", format!("{{ __type(name: \"Case\") {{ {of_type} }} }}"));
}

/// A valid document with this many fields below each other; at least three.
pub fn deep(fields: usize) -> String {
    let circles = (fields - 3) / 3;
    let rest = ["caseNo", "lead { name }", "victims(first: 1) { nodes { id } }"][(fields - 3) % 3];
    let within = nested("victims(first: 1) { nodes { case { ", rest, " } } }", circles);
    format!("{{ cases(first: 1) {{ nodes {{ {within} }} }} }}")
}

/// A chain of fragments, each spread twice by the one before.
pub fn doubling(levels: usize) -> String {
    let chain: String = (0..levels).map(|at| format!("fragment f{at} on Query{{...f{0} ...f{0}}}", at + 1)).collect();
    format!("{{...f0}}{chain}fragment f{levels} on Query{{viewer{{role}}}}")
}

fn fragments(all: &mut Vec<Hostile>) {
    for levels in [14, 24, 40, 64, 300] {
        add(all, "LIMIT", format!("{levels} fragments, each spread twice"), doubling(levels));
    }
    for width in [30, 200] {
        let spreads = |name: &str| format!("...{name} ").repeat(width);
        let query = format!(
            "{{{}}} fragment a on Query{{{}}} fragment b on Query{{{}}} fragment c on Query{{viewer{{role}}}}",
            spreads("a"),
            spreads("b"),
            spreads("c")
        );
        add(all, "LIMIT", format!("three fragments spread {width} times"), query);
    }
    let chain: String = (0..400).map(|at| format!("fragment f{at} on Query{{...f{}}}", at + 1)).collect();
    add(all, "LIMIT", "a long chain", format!("{{...f0}}{chain}fragment f400 on Query{{viewer{{role}}}}"));
    let below: String =
        (0..100).map(|at| format!("fragment f{at} on Case{{victims{{nodes{{case{{...f{}}}}}}}}}", at + 1)).collect();
    add(all, "LIMIT", "a chain of fields", format!("{{cases{{nodes{{...f0}}}}}}{below}fragment f100 on Case{{id}}"));
    for length in [1, 2, 200] {
        let circle: String =
            (0..length).map(|at| format!("fragment f{at} on Query{{...f{}}}", (at + 1) % length)).collect();
        add(all, "INVALID", format!("a circle of {length}"), format!("{{...f0}}{circle}"));
        add(all, "INVALID", format!("a circle of {length} nobody spreads"), format!("{{viewer{{role}}}}{circle}"));
    }
    let widely: String =
        (0..50).map(|at| format!("fragment f{at} on Query{{...f{0} ...f{0} ...f0}}", (at + 1) % 50)).collect();
    add(all, "INVALID", "circles within circles", format!("{{...f0}}{widely}"));
}

fn multitudes(all: &mut Vec<Hostile>) {
    let listed = |times: usize, each: &dyn Fn(usize) -> String| (0..times).map(each).collect::<Vec<_>>().join(" ");
    for times in [31, 1_000] {
        let fields = listed(times, &|at| format!("a{at}:role"));
        add(all, "LIMIT", format!("{times} aliases"), format!("{{viewer{{{fields}}}}}"));
    }
    let roots = "... on Query{viewer{role} __typename} ".repeat(11);
    add(all, "LIMIT", "22 fields at the root", format!("{{{roots}}}"));
    add(all, "LIMIT", "6,000 times one field", format!("{{viewer{{{}}}}}", "role ".repeat(6_000)));
    add(all, "LIMIT", "20,000 braces", "{}".repeat(20_000));
    let skip = |times: usize| "@skip(if:false)".repeat(times);
    add(all, "LIMIT", "5 directives at once", format!("{{viewer{}{{role}}}}", skip(5)));
    add(all, "LIMIT", "800 directives at once", format!("{{viewer{}{{role}}}}", skip(800)));
    add(all, "LIMIT", "1,500 unknown directives", format!("{{viewer{}{{role}}}}", "@a".repeat(1_500)));
    let fields = listed(60, &|_| "role@skip(if:false)".to_owned());
    add(all, "LIMIT", "60 directives", format!("{{viewer{{{fields}}}}}"));
    add(all, "LIMIT", "directives of an operation", format!("query {} {{viewer{{role}}}}", "@a".repeat(5)));
    add(all, "LIMIT", "directives of a variable", format!("query($a:Int {}) {{viewer{{role}}}}", "@a".repeat(5)));
    add(
        all,
        "LIMIT",
        "directives of a fragment",
        format!("{{...a}} fragment a on Query {} {{viewer{{role}}}}", "@a".repeat(5)),
    );
    let operations = listed(11, &|at| format!("query a{at}{{viewer{{role}}}}"));
    add(all, "LIMIT", "11 operations", operations);
    let pages = "{cases(first:100){nodes{victims(first:100){nodes{assistances(first:100){nodes{id}}}}}}}";
    add(all, "LIMIT", "pages of pages of pages", pages);
    let ids = listed(2_000, &|at| format!("a{at}"));
    add(
        all,
        "LIMIT",
        "a page beyond all pages",
        "{cases(first:2147483647){nodes{victims(first:2147483647){nodes{id}}}}}",
    );
    add(all, "INVALID", "2,000 arguments", format!("{{viewer({}){{role}}}}", listed(1_200, &|at| format!("a{at}:1"))));
    add(
        all,
        "INVALID",
        "1,200 variables",
        format!("query({}){{viewer{{role}}}}", listed(1_000, &|at| format!("$a{at}:Int"))),
    );
    add(all, "INVALID", "2,000 codes in a list", format!("{{cases(filter:{{status:{{in:[{ids}]}}}}){{totalCount}}}}"));
    add(all, "INVALID", "a key for two fields", "{viewer{role} viewer:cases{totalCount}}");
}

fn texts(all: &mut Vec<Hostile>) {
    let long = "x".repeat(70_000);
    add(all, "LIMIT", "a long text", format!("{{case(by: {{ caseNo:\"{long}\" }}){{id}}}}"));
    add(all, "LIMIT", "a long block", format!("{{case(by: {{ caseNo:\"\"\"{long}\"\"\" }}){{id}}}}"));
    add(all, "LIMIT", "a long comment", format!("{{viewer{{role}}}}#{long}"));
    add(all, "LIMIT", "a long name", format!("{{{long}}}"));
    add(all, "LIMIT", "a long number", format!("{{cases(first:{}){{totalCount}}}}", "9".repeat(70_000)));
    add(all, "LIMIT", "blanks", format!("{{viewer{{role}}}}{}", " ".repeat(70_000)));
    let text = |text: &str| format!("{{case(by: {{ caseNo:\"{text}\" }}){{id}}}}");
    for (name, within) in [
        ("a character beyond Unicode", "\\u{110000}"),
        ("half a character", "\\uD83D"),
        ("the other half", "\\uDE00"),
        ("two first halves", "\\uD83D\\uD83D"),
        ("an escape of nothing", "\\u{}"),
        ("an escape left open", "\\u{41"),
        ("a short escape", "\\u12"),
        ("an unknown escape", "\\x41"),
        ("an escape that overflows", "\\u{FFFFFFFFFFFFFFFFFFFF41}"),
        ("a line break in a text", "a\nb"),
    ] {
        add(all, "INVALID", name, text(within));
    }
    add(all, "INVALID", "escapes without end", text(&"\\u{".repeat(5_000)));
    add(all, "INVALID", "a text left open", "{case(by: { caseNo:\"abc }){id}}");
    add(all, "INVALID", "a block left open", "{case(by: { caseNo:\"\"\"abc\"\" }){id}}");
    add(all, "INVALID", "quotes", "\"".repeat(9_001));
    add(all, "INVALID", "a backslash at the end", "{case(by: { caseNo:\"\\");
    add(all, "INVALID", "a sign of no language", "{viewer{role}} \u{0}\u{1}\u{7f}é");
    add(all, "INVALID", "a number too large", "{cases(first:1e999999){totalCount}}");
    add(all, "INVALID", "an integer too large", "{cases(first:99999999999999999999){totalCount}}");
    for number in ["00", "0x1", "1.", ".5", "1.e3", "-", "1e", "1.2.3", "1a"] {
        add(all, "INVALID", format!("the number {number}"), format!("{{cases(first:{number}){{totalCount}}}}"));
    }
    for query in
        ["{", "}", "{}", "{viewer}", "{viewer{}}", "query", "fragment", "...", "#", "{...}", "{viewer{role}} x"]
    {
        add(all, "INVALID", format!("the document {query}"), query);
    }
}

fn variables(all: &mut Vec<Hostile>) {
    let mut with = |name: &str, code, definition: &str, variables: Json| {
        let query = format!("query({definition}) {{ cases(filter: $a) {{ totalCount }} }}");
        all.push(Hostile { name: name.to_owned(), query, variables, code });
    };
    let deep = (0..60).fold(json!({}), |within, _| json!({ "not": within }));
    let deeper = (0..45).fold(json!([deep]), |within, _| json!([within]));
    with("deep variables", "LIMIT", "$a: CaseFilter", json!({ "a": deeper }));
    with("wide variables", "LIMIT", "$a: CaseFilter", json!({ "a": { "and": vec![json!({}); 6_000] } }));
    with("a long variable", "LIMIT", "$a: CaseFilter", json!({ "a": { "caseNo": { "eq": "x".repeat(70_000) } } }));
    with("long names of variables", "LIMIT", "$a: CaseFilter", json!({ "x".repeat(70_000): 1 }));
    with("a variable of an unknown code", "INVALID", "$a: CaseFilter", json!({ "a": { "status": { "eq": "NONE" } } }));
    with("a variable with an unknown field", "INVALID", "$a: CaseFilter", json!({ "a": { "nothing": 1 } }));
    with("a variable that is no object", "INVALID", "$a: CaseFilter", json!({ "a": 7 }));
    with("null for what has none", "INVALID", "$a: CaseFilter!", json!({ "a": null }));
    with("nothing for what has none", "INVALID", "$a: CaseFilter!", json!({}));
    with("a variable of another type", "INVALID", "$a: VictimFilter", json!({ "a": {} }));
    with("a variable of no type", "INVALID", "$a: Nothing", json!({ "a": {} }));
    with("a variable of a type that is answered", "INVALID", "$a: Case", json!({ "a": {} }));
    with("a variable defined twice", "INVALID", "$a: CaseFilter, $a: CaseFilter", json!({}));
}

fn unknown(all: &mut Vec<Hostile>) {
    for query in [
        "{nothing}",
        "{viewer{nothing}}",
        "{viewer(nothing:1){role}}",
        "{viewer@nothing{role}}",
        "{...nothing}",
        "{...on Nothing{role}}",
        "{...on Int{role}}",
        "{...on Case{id}}",
        "{viewer{role{nothing}}}",
        "{cases(filter:$nothing){totalCount}}",
        "{cases(filter:{nothing:1}){totalCount}}",
        "{cases(filter:{status:{eq:NOTHING}}){totalCount}}",
        "{cases(filter:{and:[],and:[]}){totalCount}}",
        "{case(by:{id:\"a\",id:\"b\"}){id}}",
        "{case(by:{id:\"a\"},by:{id:\"a\"}){id}}",
        "{node{id}}",
        "{node(id:null){id}}",
        "subscription{viewer{role}}",
        "type Query{viewer:Int}",
        "{viewer{role}}{viewer{role}}",
        "query a{viewer{role}} query a{viewer{role}}",
        "{...a} fragment a on Query{viewer{role}} fragment a on Query{viewer{role}}",
        "mutation{viewer{role}}",
        "{__nothing}",
        "{viewer{__schema{types{name}}}}",
    ] {
        add(all, "INVALID", query, query);
    }
}
