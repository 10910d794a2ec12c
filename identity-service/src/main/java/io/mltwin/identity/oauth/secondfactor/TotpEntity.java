package io.mltwin.identity.oauth.secondfactor;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a user's authenticator app. */
@Entity
@Table(name = "user_totp")
class TotpEntity {

    @Id
    private String objectId;

    private byte[] wrappedSecret;

    private boolean confirmed;

    private long lastStep;

    private Instant createdOn;

    private int failedCodes;

    private Instant lockedUntil;

    protected TotpEntity() {}

    TotpEntity(String objectId, byte[] wrappedSecret, long lastStep, Instant createdOn) {
        this.objectId = objectId;
        this.wrappedSecret = wrappedSecret.clone();
        this.confirmed = true;
        this.lastStep = lastStep;
        this.createdOn = createdOn;
    }

    byte[] wrappedSecret() {
        return wrappedSecret.clone();
    }

    boolean isConfirmed() {
        return confirmed;
    }

    long lastStep() {
        return lastStep;
    }

    boolean isLocked(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    void accepted(long step) {
        lastStep = step;
        failedCodes = 0;
        lockedUntil = null;
    }

    /** Counts a wrong code. From the given number on, each one locks for a while. */
    void refused(int mostWrongCodes, Instant lockUntil) {
        failedCodes++;
        if (failedCodes >= mostWrongCodes) {
            lockedUntil = lockUntil;
        }
    }
}
