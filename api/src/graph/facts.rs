//! Object types of plain facts, which are nobody's and show no column. Their descriptions are the doc comments of the
//! structs they show, so that each fact is described once.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use async_graphql::dynamic::{Field, FieldFuture, FieldValue, Object, ResolverContext, TypeRef};
use async_graphql::{Name, Value as GraphValue};
use documented::{Documented, DocumentedFields};
use entity::table::camel_case;

use super::kinds;

/// An object type that shows a `T`, being put together.
pub(super) struct Facts<T>(Object, PhantomData<T>);

/// The object type of this name, which shows a `T`.
pub(super) fn facts<T: Documented + DocumentedFields + Any + Send + Sync>(name: &str) -> Facts<T> {
    Facts(Object::new(name).description(kinds::trimmed(T::DOCS)), PhantomData)
}

impl<T: Documented + DocumentedFields + Any + Send + Sync> Facts<T> {
    /// Shows a value. `field` is the name in the struct.
    pub(super) fn value(self, field: &str, type_ref: TypeRef, value: fn(&T) -> Option<GraphValue>) -> Self {
        self.documented(field, type_ref, move |ctx| FieldFuture::from_value(parent::<T>(&ctx).and_then(value)))
    }

    /// Shows what is below it.
    pub(super) fn one<U: Any + Send + Sync>(self, field: &str, of: &str, one: fn(&T) -> &U) -> Self {
        self.documented(field, TypeRef::named_nn(of), move |ctx| {
            FieldFuture::Value(parent::<T>(&ctx).map(|it| FieldValue::borrowed_any(one(it))))
        })
    }

    /// Shows many below it.
    pub(super) fn list<U: Any + Send + Sync>(self, field: &str, of: &str, list: fn(&T) -> &Vec<U>) -> Self {
        self.documented(field, TypeRef::named_nn_list_nn(of), move |ctx| {
            let items = parent::<T>(&ctx).map(|it| list(it).iter().map(|item| FieldValue::borrowed_any(item)));
            FieldFuture::Value(items.map(FieldValue::list))
        })
    }

    /// A field that describes and resolves itself.
    pub(super) fn field(self, field: Field) -> Self {
        Self(self.0.field(field), PhantomData)
    }

    /// The type put together.
    pub(super) fn object(self) -> Object {
        self.0
    }

    fn documented(
        self,
        field: &str,
        type_ref: TypeRef,
        resolve: impl for<'a> Fn(ResolverContext<'a>) -> FieldFuture<'a> + Send + Sync + 'static,
    ) -> Self {
        self.field(Field::new(camel_case(field), type_ref, resolve).description(described::<T>(field)))
    }
}

/// The doc comment of a struct's field.
pub(super) fn described<T: DocumentedFields>(field: &str) -> String {
    kinds::trimmed(T::get_field_docs(field).unwrap_or_default())
}

/// The value that the object being resolved shows.
pub(super) fn parent<'a, T: Any>(ctx: &ResolverContext<'a>) -> Option<&'a T> {
    let value = ctx.parent_value;
    value.downcast_ref::<T>().or_else(|| value.downcast_ref::<Arc<T>>().map(Arc::as_ref))
}

/// A code as GraphQL shows it.
pub(super) fn code(code: &str) -> GraphValue {
    GraphValue::Enum(Name::new(code))
}
