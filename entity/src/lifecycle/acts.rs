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
        /// Marks a case as one to be handled with care: a child, official complicity, a protected witness.
        CaseRestrict = "CASE_RESTRICT",
        /// Takes that mark away.
        CaseLiftRestriction = "CASE_LIFT_RESTRICTION",
        /// Seals a case: from now on it exists only for officers who take part by name. Who seals it is named.
        CaseSeal = "CASE_SEAL",
        /// Opens a sealed case again to the organisations that take part.
        CaseUnseal = "CASE_UNSEAL",
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
        /// Begins the investigation.
        InvestigationBegin = "INVESTIGATION_BEGIN",
        /// Hands the docket to the prosecution for a decision, once the prosecution has received it.
        DocketSubmit = "DOCKET_SUBMIT",
        /// Sends the docket back for further investigation.
        DocketReturn = "DOCKET_RETURN",
        /// Proposes to close an investigation without a charge.
        InvestigationProposeClosure = "INVESTIGATION_PROPOSE_CLOSURE",
        /// Closes an investigation without a charge.
        InvestigationClose = "INVESTIGATION_CLOSE",
        /// Takes an investigation up again.
        InvestigationResume = "INVESTIGATION_RESUME",
        /// Decides not to prosecute.
        ProsecutionDecline = "PROSECUTION_DECLINE",
        /// Takes up a docket again on which prosecution was declined.
        ProsecutionReconsider = "PROSECUTION_RECONSIDER",
        /// Charges.
        ProsecutionCharge = "PROSECUTION_CHARGE",
        /// Brings the charges before the court.
        ProsecutionBringToCourt = "PROSECUTION_BRING_TO_COURT",
        /// Withdraws the case from the court.
        ProsecutionWithdraw = "PROSECUTION_WITHDRAW",
        /// Brings a withdrawn case before the court again.
        ProsecutionReinstate = "PROSECUTION_REINSTATE",
        /// Records that somebody was convicted.
        ProsecutionRecordConviction = "PROSECUTION_RECORD_CONVICTION",
        /// Records that nobody was convicted.
        ProsecutionRecordAcquittal = "PROSECUTION_RECORD_ACQUITTAL",
        /// Records that sentence was passed.
        ProsecutionRecordSentence = "PROSECUTION_RECORD_SENTENCE",
        /// Records that an appeal was lodged; the figures are provisional from now on.
        ProsecutionRecordAppeal = "PROSECUTION_RECORD_APPEAL",
        /// Records that the court of appeal ordered a new trial.
        ProsecutionRetry = "PROSECUTION_RETRY",
        /// Records that the outcome is final.
        ProsecutionFinalise = "PROSECUTION_FINALISE",
        /// Records that it is known who the suspect is.
        SuspectIdentify = "SUSPECT_IDENTIFY",
        /// Records that the suspect is wanted.
        SuspectSeek = "SUSPECT_SEEK",
        /// Records that the suspect is no longer wanted.
        SuspectCallOffSearch = "SUSPECT_CALL_OFF_SEARCH",
        /// Records an arrest.
        SuspectArrest = "SUSPECT_ARREST",
        /// Records that bail was granted.
        SuspectBail = "SUSPECT_BAIL",
        /// Records that the suspect was remanded in custody.
        SuspectRemand = "SUSPECT_REMAND",
        /// Records that the suspect was let go: not held, not on bail, not before court.
        SuspectRelease = "SUSPECT_RELEASE",
        /// Records that the suspect is charged: from now on the prosecution says where they stand.
        SuspectCharge = "SUSPECT_CHARGE",
        /// Records that the suspect was convicted.
        SuspectConvict = "SUSPECT_CONVICT",
        /// Records that the suspect was convicted of nothing.
        SuspectAcquit = "SUSPECT_ACQUIT",
        /// Records that the suspect has died.
        SuspectRecordDeath = "SUSPECT_RECORD_DEATH",
        /// Records that the suspect has absconded.
        SuspectRecordFlight = "SUSPECT_RECORD_FLIGHT",
        /// Records that the suspect was handed over to another country.
        SuspectExtradite = "SUSPECT_EXTRADITE",
        /// Takes the proposed value over: it is written to the record. By the agency that edits the field.
        DisputeAccept = "DISPUTE_ACCEPT",
        /// Keeps the value there is. By the agency that edits the field.
        DisputeReject = "DISPUTE_REJECT",
        /// Asks for a decision on a proposal that was rejected, or that nobody has answered for as long as the country
        /// allows (`disputeUnansweredDays`). By the agency that raised the dispute. Where the coordinator does not read
        /// the field, there is no decision: withdraw the dispute, or leave it.
        DisputeEscalate = "DISPUTE_ESCALATE",
        /// Decides for the proposed value: it is written to the record, although another agency edits the field. By the
        /// coordinator, where it reads the field and did not raise the dispute.
        DisputeUphold = "DISPUTE_UPHOLD",
        /// Decides for the value there is. By the coordinator, where it reads the field and did not raise the dispute.
        DisputeDismiss = "DISPUTE_DISMISS",
        /// Takes a dispute back. By the agency that raised it.
        DisputeWithdraw = "DISPUTE_WITHDRAW",
        /// Receipts a docket: the receiver holds it from now on.
        DocketReceive = "DOCKET_RECEIVE",
        /// Refuses to receive a docket.
        DocketRefuse = "DOCKET_REFUSE",
        /// Takes back a docket that was not received.
        DocketRecall = "DOCKET_RECALL",
        /// Accepts a referral: the field groups it names open, and no others.
        ReferralAccept = "REFERRAL_ACCEPT",
        /// Declines a referral.
        ReferralDecline = "REFERRAL_DECLINE",
        /// Completes a referral, with feedback to the sender; what it opened closes.
        ReferralComplete = "REFERRAL_COMPLETE",
        /// Takes a referral back; what it opened closes at once.
        ReferralRevoke = "REFERRAL_REVOKE",
        /// Ends a referral that was not answered in time.
        ReferralExpire = "REFERRAL_EXPIRE",
        /// Records that nationality is verified.
        ReturnVerifyNationality = "RETURN_VERIFY_NATIONALITY",
        /// Records that the risks of the return are assessed.
        ReturnAssessRisk = "RETURN_ASSESS_RISK",
        /// Records the consent to the return, or that it is in the best interests of the child.
        ReturnRecordConsent = "RETURN_RECORD_CONSENT",
        /// Clears the return: testimony is taken or not needed.
        ReturnClear = "RETURN_CLEAR",
        /// Passes the clearance over, where no trial is open that could need testimony.
        ReturnSkipClearance = "RETURN_SKIP_CLEARANCE",
        /// Records that travel documents are issued.
        ReturnIssueDocuments = "RETURN_ISSUE_DOCUMENTS",
        /// Sets the day of departure.
        ReturnSchedule = "RETURN_SCHEDULE",
        /// Records the departure.
        ReturnDepart = "RETURN_DEPART",
        /// Records that the person was received.
        ReturnReceive = "RETURN_RECEIVE",
        /// Begins the follow-up.
        ReturnBeginFollowUp = "RETURN_BEGIN_FOLLOW_UP",
        /// Closes the return.
        ReturnClose = "RETURN_CLOSE",
        /// Cancels the return.
        ReturnCancel = "RETURN_CANCEL",
        /// Lets the user of an account in.
        AccountActivate = "ACCOUNT_ACTIVATE",
        /// Lets the user of an account in no longer: from the next request on, on every server of the hub.
        AccountDisable = "ACCOUNT_DISABLE",
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
