package io.mltwin.compute.datastores;

import static io.mltwin.encoding.Absence.isBlank;

/** The secret half of a datastore's credentials; only {@code listSecrets} ever shows it. */
record DatastoreSecret(String value) {

    /** None for a missing or blank text. */
    static DatastoreSecret ofNullable(String value) {
        return isBlank(value) ? null : new DatastoreSecret(value);
    }

    @Override
    public String toString() {
        return "secret of a datastore";
    }
}
