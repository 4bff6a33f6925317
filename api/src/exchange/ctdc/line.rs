//! One line of the file, in the hub's codes.

use entity::codes::{AgeBand, Answer, ExploitationType, InvolvementGroup, Majority, RelationshipGroup, Sex, UnRegion};

use super::words::{
    COE_REGION, COO_REGION, Fault, GENDER, IP_AGE, IP_CITIZEN, IP_CONTROL, IP_EXPLOITER, IP_GENDER, IP_PAY_MONEY,
    IP_RECRUITER, IP_RELATION, IP_TRANSACTION, IS_FORCED_LABOUR, IS_SEXUAL_EXPLOIT, MAJORITY_STATUS, YEAR_REGISTER,
    Years,
};

/// The columns of the file, in its order.
pub(super) const COLUMNS: [&str; 16] = [
    YEAR_REGISTER,
    GENDER.column,
    MAJORITY_STATUS.column,
    IS_FORCED_LABOUR.column,
    IS_SEXUAL_EXPLOIT.column,
    COO_REGION.column,
    COE_REGION.column,
    IP_EXPLOITER.column,
    IP_GENDER.column,
    IP_AGE.column,
    IP_CITIZEN.column,
    IP_RELATION.column,
    IP_PAY_MONEY.column,
    IP_RECRUITER.column,
    IP_TRANSACTION.column,
    IP_CONTROL.column,
];

/// What one line says. What is empty is not known.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) registered: Option<Years>,
    pub(super) sex: Option<Sex>,
    pub(super) majority: Option<Majority>,
    pub(super) exploitation: Vec<ExploitationType>,
    pub(super) citizenship: Option<UnRegion>,
    pub(super) region: Option<UnRegion>,
    pub(super) involved: Involved,
}

/// What a line says of the persons involved, taken together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Involved {
    pub(super) sexes: Vec<Sex>,
    pub(super) age_bands: Vec<AgeBand>,
    pub(super) citizenships: Vec<UnRegion>,
    pub(super) relations: Vec<RelationshipGroup>,
    pub(super) money_paid: Vec<Answer>,
    pub(super) involvement: Vec<InvolvementGroup>,
}

impl Line {
    /// What the cells of a line say.
    pub(super) fn of_cells(cells: [&str; COLUMNS.len()]) -> Result<Self, Fault> {
        let [
            year_register,
            gender,
            majority_status,
            is_forced_labour,
            is_sexual_exploit,
            coo_region,
            coe_region,
            ip_exploiter,
            ip_gender,
            ip_age,
            ip_citizen,
            ip_relation,
            ip_pay_money,
            ip_recruiter,
            ip_transaction,
            ip_control,
        ] = cells;
        let exploitation = [IS_FORCED_LABOUR.one(is_forced_labour)?, IS_SEXUAL_EXPLOIT.one(is_sexual_exploit)?];
        let involvement = [
            IP_EXPLOITER.one(ip_exploiter)?,
            IP_RECRUITER.one(ip_recruiter)?,
            IP_TRANSACTION.one(ip_transaction)?,
            IP_CONTROL.one(ip_control)?,
        ];
        Ok(Self {
            registered: Years::of_cell(year_register)?,
            sex: GENDER.one(gender)?,
            majority: MAJORITY_STATUS.one(majority_status)?,
            exploitation: exploitation.into_iter().flatten().collect(),
            citizenship: COO_REGION.one(coo_region)?,
            region: COE_REGION.one(coe_region)?,
            involved: Involved {
                sexes: IP_GENDER.several(ip_gender)?,
                age_bands: IP_AGE.several(ip_age)?,
                citizenships: IP_CITIZEN.several(ip_citizen)?,
                relations: IP_RELATION.several(ip_relation)?,
                money_paid: IP_PAY_MONEY.several(ip_pay_money)?,
                involvement: involvement.into_iter().flatten().collect(),
            },
        })
    }

    /// The cells that say it.
    pub(super) fn cells(&self) -> [String; COLUMNS.len()] {
        let involved = &self.involved;
        [
            self.registered.map(|years| years.to_string()).unwrap_or_default(),
            GENDER.cell(self.sex.as_slice()),
            MAJORITY_STATUS.cell(self.majority.as_slice()),
            IS_FORCED_LABOUR.cell(&self.exploitation),
            IS_SEXUAL_EXPLOIT.cell(&self.exploitation),
            COO_REGION.cell(self.citizenship.as_slice()),
            COE_REGION.cell(self.region.as_slice()),
            IP_EXPLOITER.cell(&involved.involvement),
            IP_GENDER.cell(&involved.sexes),
            IP_AGE.cell(&involved.age_bands),
            IP_CITIZEN.cell(&involved.citizenships),
            IP_RELATION.cell(&involved.relations),
            IP_PAY_MONEY.cell(&involved.money_paid),
            IP_RECRUITER.cell(&involved.involvement),
            IP_TRANSACTION.cell(&involved.involvement),
            IP_CONTROL.cell(&involved.involvement),
        ]
    }

    /// Whether the line says anything of the exploitation.
    pub(super) fn tells_of_exploitation(&self) -> bool {
        !self.exploitation.is_empty() || self.region.is_some()
    }

    /// A line that says something in every column.
    pub(super) fn specimen() -> Self {
        Self {
            registered: Some(Years { from: 2014, to: 2018 }),
            sex: Some(Sex::Female),
            majority: Some(Majority::Adult),
            exploitation: vec![ExploitationType::ForcedLabour],
            citizenship: Some(UnRegion::Africa),
            region: Some(UnRegion::Africa),
            involved: Involved {
                sexes: vec![Sex::Male],
                age_bands: vec![AgeBand::Age30To38],
                citizenships: vec![UnRegion::Africa],
                relations: vec![RelationshipGroup::FriendOrAcquaintance],
                money_paid: vec![Answer::Yes],
                involvement: vec![InvolvementGroup::Exploiter],
            },
        }
    }
}

impl Involved {
    /// The persons there are, each with their sex: one for each sex named, and one of unknown sex where only
    /// something else is said of them.
    pub(super) fn persons(&self) -> Vec<Option<Sex>> {
        if *self == Self::default() {
            Vec::new()
        } else if self.sexes.is_empty() {
            vec![None]
        } else {
            self.sexes.iter().copied().map(Some).collect()
        }
    }
}
