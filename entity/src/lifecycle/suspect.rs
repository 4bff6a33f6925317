//! Where a suspect stands: the police's to say before the charge, the prosecution's while a charge stands.

use super::Act::{self, *};
use super::Guard::*;
use super::{Lifecycle, Way, way};
use crate::codes::SuspectStatus;
use crate::rights::Standing;

/// An act and where it leads: the police's or the prosecution's, as there is a charge or none.
type Step = (Act, SuspectStatus);

const IDENTIFY: Step = (SuspectIdentify, SuspectStatus::Identified);
const SEEK: Step = (SuspectSeek, SuspectStatus::Wanted);
const CALL_OFF_SEARCH: Step = (SuspectCallOffSearch, SuspectStatus::Identified);
const ARREST: Step = (SuspectArrest, SuspectStatus::Arrested);
const BAIL: Step = (SuspectBail, SuspectStatus::Bailed);
const REMAND: Step = (SuspectRemand, SuspectStatus::Remanded);
const FLEE: Step = (SuspectRecordFlight, SuspectStatus::Absconded);
const DIE: Step = (SuspectRecordDeath, SuspectStatus::Deceased);
const EXTRADITE: Step = (SuspectExtradite, SuspectStatus::Extradited);

impl Lifecycle for SuspectStatus {
    fn ways(self) -> Vec<Way<Self>> {
        // Whom the prosecution has charged, the police move again only after the prosecution has let them go.
        let police = self.steps().iter().filter(|_| self != Self::Charged);
        let police = police.map(|(act, next)| way(*act, *next, Standing::POLICE).when(&[NotCharged]));
        let prosecution = self.steps().iter();
        let prosecution = prosecution.map(|(act, next)| way(*act, *next, Standing::PROSECUTION).when(&[ChargeStands]));
        police.chain(prosecution).chain(self.releases()).chain(self.trial()).collect()
    }

    fn is_settled(self) -> bool {
        match self {
            Self::Arrested | Self::Bailed | Self::Remanded | Self::Charged => false,
            Self::Suspected
            | Self::Identified
            | Self::Wanted
            | Self::Released
            | Self::Acquitted
            | Self::Convicted
            | Self::Deceased
            | Self::Absconded
            | Self::Extradited => true,
        }
    }
}

impl SuspectStatus {
    /// What can happen to a suspect who stands here, whether charged or not.
    fn steps(self) -> &'static [Step] {
        match self {
            Self::Suspected => &[IDENTIFY, SEEK, ARREST, DIE],
            Self::Identified | Self::Released => &[SEEK, ARREST, FLEE, DIE],
            Self::Wanted => &[CALL_OFF_SEARCH, ARREST, EXTRADITE, DIE],
            Self::Absconded => &[SEEK, ARREST, EXTRADITE, DIE],
            Self::Arrested => &[BAIL, REMAND, FLEE, EXTRADITE, DIE],
            Self::Bailed => &[ARREST, REMAND, FLEE, EXTRADITE, DIE],
            Self::Remanded => &[BAIL, FLEE, EXTRADITE, DIE],
            Self::Charged => &[SEEK, ARREST, BAIL, REMAND, FLEE, EXTRADITE, DIE],
            // A verdict stays what it was when the person dies or flees.
            Self::Acquitted | Self::Convicted | Self::Deceased | Self::Extradited => &[],
        }
    }

    /// The ways by which whoever is held, on bail or before court is let go without a verdict.
    fn releases(self) -> Vec<Way<Self>> {
        if self.is_settled() {
            return Vec::new();
        }
        let by = |party| way(SuspectRelease, Self::Released, party);
        let police = (self != Self::Charged).then(|| by(Standing::POLICE).when(&[NotCharged]));
        let prosecution = by(Standing::PROSECUTION).when(&[ChargesWithdrawn]);
        // Where neither says what became of the suspect, the case must still come to its end.
        let coordinator = by(Standing::COORDINATOR).when(&[NotCharged, ReasonGiven]);
        police.into_iter().chain([prosecution, coordinator]).collect()
    }

    /// The ways of the trial: the charge, the verdict, and what an appeal makes of it.
    fn trial(self) -> Vec<Way<Self>> {
        let prosecution = Standing::PROSECUTION;
        let charge = way(SuspectCharge, Self::Charged, prosecution).when(&[ChargeStands]);
        let convict = way(SuspectConvict, Self::Convicted, prosecution).when(&[FoundGuilty]);
        let acquit = way(SuspectAcquit, Self::Acquitted, prosecution).when(&[NotFoundGuilty]);
        let retry = charge.when(&[ChargeStands, ReasonGiven]);
        match self {
            Self::Suspected | Self::Identified | Self::Released => vec![charge],
            Self::Wanted | Self::Absconded | Self::Arrested | Self::Bailed | Self::Remanded => {
                vec![charge, convict, acquit]
            }
            Self::Charged => vec![convict, acquit],
            Self::Convicted => vec![acquit.when(&[NotFoundGuilty, ReasonGiven]), retry],
            Self::Acquitted => vec![convict.when(&[FoundGuilty, ReasonGiven]), retry],
            Self::Deceased | Self::Extradited => vec![],
        }
    }
}
