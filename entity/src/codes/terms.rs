//! Codes about the code lists themselves: how a code is called elsewhere.

use super::code_lists;

code_lists! {
    /// What a term says of a code.
    state CodeTermKind {
        /// How the code is called in a language.
        Label = "LABEL",
        /// What the code is in another scheme.
        Mapping = "MAPPING",
    }
    /// A scheme of codes that the hub's codes are mapped to.
    state CodeScheme {
        /// The International Classification Standard for Administrative Data on Trafficking in Persons (IOM, UNODC).
        /// Its category numbers are loaded when they are known.
        IcTip = "IC_TIP",
        /// The Human Trafficking Case Data Standard 2.0 (IOM).
        Htcds = "HTCDS",
        /// The data sets of the Counter Trafficking Data Collaborative (IOM).
        Ctdc = "CTDC",
        /// The Global Report on Trafficking in Persons (UNODC).
        Glotip = "GLOTIP",
        /// The International Classification of Crime for Statistical Purposes (UNODC).
        Iccs = "ICCS",
        /// The International Standard Industrial Classification, revision 4 (United Nations): the section.
        Isic = "ISIC",
    }
}
