//! The acts that move a record from state to state. Each has a name of its own in the API: `CASE_TRIAGE` is `caseTriage`.

use crate::codes::code_lists;

code_lists! {
    /// What an agency does to a record that moves it to another state.
    state Act {
        /// Hands in a case that was being written.
        CaseSubmit = "CASE_SUBMIT",
        /// Takes a case in: it was compared with others, the agencies it needs take part, danger is dealt with.
        CaseTriage = "CASE_TRIAGE",
        /// Finds that a case is not trafficking in persons, and passes it to the authority concerned.
        CaseReject = "CASE_REJECT",
        /// Looks again at a case that was rejected.
        CaseReconsider = "CASE_RECONSIDER",
        /// Ends a case that is continued in another.
        CaseMerge = "CASE_MERGE",
        /// Takes a merger back.
        CaseUnmerge = "CASE_UNMERGE",
        /// Begins the work on a case.
        CaseActivate = "CASE_ACTIVATE",
        /// Lets a case rest, for instance until a victim is found or a foreign authority answers.
        CaseSuspend = "CASE_SUSPEND",
        /// Takes a resting case up again.
        CaseResume = "CASE_RESUME",
        /// Asks for the closure of a case.
        CaseProposeClosure = "CASE_PROPOSE_CLOSURE",
        /// Turns a proposal of closure down.
        CaseKeepOpen = "CASE_KEEP_OPEN",
        /// Closes a case.
        CaseClose = "CASE_CLOSE",
        /// Asks to take a closed case up again: new evidence, an appeal, renewed trafficking.
        CaseRequestReopening = "CASE_REQUEST_REOPENING",
        /// Takes a closed case up again.
        CaseReopen = "CASE_REOPEN",
        /// Turns a request to take up a closed case down.
        CaseRefuseReopening = "CASE_REFUSE_REOPENING",
        /// Archives a case whose time is over.
        CaseArchive = "CASE_ARCHIVE",
        /// Marks a case as entered in error. Nothing is deleted.
        CaseVoid = "CASE_VOID",
        /// Finds that a reported person is a possible victim.
        VictimIdentify = "VICTIM_IDENTIFY",
        /// Decides that a person is a victim.
        VictimRecognise = "VICTIM_RECOGNISE",
        /// Decides that a person is not a victim.
        VictimNotRecognise = "VICTIM_NOT_RECOGNISE",
        /// Ends the identification without a decision, for instance because the person cannot be reached.
        VictimLeaveUndetermined = "VICTIM_LEAVE_UNDETERMINED",
        /// Opens the decision on a person again (South Africa, Act 7 of 2013, s. 20).
        VictimReconsider = "VICTIM_RECONSIDER",
        /// Offers assistance.
        VictimOfferAssistance = "VICTIM_OFFER_ASSISTANCE",
        /// Records that the person accepts assistance.
        VictimAcceptAssistance = "VICTIM_ACCEPT_ASSISTANCE",
        /// Records that the person declines assistance. It can be offered again.
        VictimDeclineAssistance = "VICTIM_DECLINE_ASSISTANCE",
        /// Takes the person into care, in a shelter or in the community.
        VictimEnterCare = "VICTIM_ENTER_CARE",
        /// Begins the way out of care.
        VictimLeaveCare = "VICTIM_LEAVE_CARE",
        /// Begins to plan the return home.
        VictimPlanReturn = "VICTIM_PLAN_RETURN",
        /// Records that the person has returned home.
        VictimConfirmReturn = "VICTIM_CONFIRM_RETURN",
        /// Begins reintegration.
        VictimBeginReintegration = "VICTIM_BEGIN_REINTEGRATION",
        /// Begins the follow-up, six and twelve months on.
        VictimBeginFollowUp = "VICTIM_BEGIN_FOLLOW_UP",
        /// Ends assistance.
        VictimExitAssistance = "VICTIM_EXIT_ASSISTANCE",
        /// Grants a reflection period. While it runs, the person is not removed from the country.
        VictimGrantReflection = "VICTIM_GRANT_REFLECTION",
        /// Records that the reflection period is over because its time is.
        VictimExpireReflection = "VICTIM_EXPIRE_REFLECTION",
        /// Ends the reflection period because the person has decided to cooperate with law enforcement.
        VictimEndReflectionToCooperate = "VICTIM_END_REFLECTION_TO_COOPERATE",
        /// Ends the reflection period because the person does not want it.
        VictimWaiveReflection = "VICTIM_WAIVE_REFLECTION",
        /// Ends the reflection period for reasons of safety.
        VictimEndReflectionForSafety = "VICTIM_END_REFLECTION_FOR_SAFETY",
    }
}

impl Act {
    /// The name of the act in the API, in camel case.
    pub fn name(self) -> String {
        let mut words = self.code().split('_').map(str::to_ascii_lowercase);
        let first = words.next().unwrap_or_default();
        words.fold(first, |name, word| {
            let (initial, rest) = word.split_at(1);
            name + &initial.to_ascii_uppercase() + rest
        })
    }

    /// What the act does, in a sentence.
    pub fn description(self) -> &'static str {
        Self::LIST.meaning(self.code())
    }
}
