package io.mltwin.identity.directory.accounts;

import java.time.Instant;

/** A user and its tenant as read in one query. */
record AccountRow(Account account, boolean b2c, Instant lockedUntil) {

    @Override
    public String toString() {
        return "AccountRow[" + account.objectId() + "]";
    }
}
