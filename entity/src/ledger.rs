//! The log of audit events as one Merkle tree (RFC 6962). The sequencer writes it after the events, each row once; it holds
//! no fact that could not be told anew from them, but for their order and for what was signed.

/// Where each event stands.
pub mod leaf {
    use sea_orm::entity::prelude::*;

    /// A leaf of the tree.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_leaf")]
    pub struct Model {
        /// Its place, from zero.
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        /// The event it commits to.
        #[sea_orm(unique)]
        pub event_id: Uuid,
        /// Its hash, in hexadecimal.
        #[sea_orm(column_type = "String(StringLen::N(64))")]
        pub leaf: String,
    }

    /// It refers to no record: an event may be erased, its leaf stays.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The perfect subtrees of every eighth level.
pub mod subtree {
    use sea_orm::entity::prelude::*;

    /// A subtree of 2^level leaves.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_subtree")]
    pub struct Model {
        /// Its level.
        #[sea_orm(primary_key, auto_increment = false)]
        pub level: i32,
        /// Its place among those of its level, from zero.
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i64,
        /// Its hash, in hexadecimal.
        #[sea_orm(column_type = "String(StringLen::N(64))")]
        pub hash: String,
    }

    /// It refers to nothing.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The signed heads.
pub mod checkpoint {
    use sea_orm::entity::prelude::*;

    /// The head of the tree at a size.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_checkpoint")]
    pub struct Model {
        /// How many leaves it covers.
        #[sea_orm(primary_key, auto_increment = false)]
        pub size: i64,
        /// The signed note.
        #[sea_orm(column_type = "String(StringLen::N(2_000))")]
        pub note: String,
        /// Every event before it, in the order in which the database wrote them, has its leaf.
        pub horizon: i64,
        /// When it was signed.
        pub created_at: DateTimeUtc,
        /// What shows that the hub itself wrote it.
        #[sea_orm(column_type = "String(StringLen::N(64))")]
        pub seal: String,
    }

    /// It refers to nothing.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
