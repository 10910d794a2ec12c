package io.mltwin.identity.directory.accounts;

import java.time.Instant;

/** What the tables say of a user and of its tenant, at one moment. */
record AccountRow(Account account, boolean b2c, Instant lockedUntil) {

    @Override
    public String toString() {
        return "AccountRow[" + account.objectId() + "]";
    }
}
