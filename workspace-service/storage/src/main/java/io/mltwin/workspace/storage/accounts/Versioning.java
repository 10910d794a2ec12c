package io.mltwin.workspace.storage.accounts;

/** Whether an account's blobs keep their previous versions ("Blob versioning"). */
public enum Versioning {
    /** It never did: there is no version to look for. */
    NEVER,

    /** Not any more: versions that there are stay. */
    OFF,

    ON;

    public boolean isOn() {
        return this == ON;
    }

    /** False: no blob of the account has a version. */
    public boolean mayHaveVersions() {
        return this != NEVER;
    }

    /** The same after it was switched. */
    public Versioning switched(boolean on) {
        return on ? ON : this == NEVER ? NEVER : OFF;
    }
}
