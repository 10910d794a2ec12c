package io.mltwin.workspace.index;

/** How sure the index is that the provider has the resource. */
public enum IndexedState {
    /** Written before the provider was asked to create it. */
    UNCONFIRMED,
    CONFIRMED,
    /** The provider was asked to delete it. */
    DELETING
}
