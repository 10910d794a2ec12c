package io.mltwin.compute.datastores;

/** The secret half of a datastore's credentials; only {@code listSecrets} ever shows it. */
record DatastoreSecret(String value) {

    /** None for a missing or blank text. */
    static DatastoreSecret ofNullable(String value) {
        return value == null || value.isBlank() ? null : new DatastoreSecret(value);
    }

    @Override
    public String toString() {
        return "secret of a datastore";
    }
}
