package io.mltwin.identity.accounts;

import java.time.Instant;

/** What the tables say of a user and of its tenant, at one moment. */
record AccountRow(
        Account account, boolean b2c, String passwordHash, int failedSignIns, Instant lockedUntil) {

    @Override
    public String toString() {
        return "AccountRow[" + account.objectId() + "]";
    }
}
