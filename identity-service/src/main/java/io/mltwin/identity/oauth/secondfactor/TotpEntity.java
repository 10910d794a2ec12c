package io.mltwin.identity.oauth.secondfactor;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a user's authenticator app. */
@Entity
@Table(name = "user_totp")
class TotpEntity {

    @Id
    @Column(name = "object_id")
    private String objectId;

    @Column(name = "wrapped_secret")
    private byte[] wrappedSecret;

    @Column(name = "confirmed")
    private boolean confirmed;

    @Column(name = "last_step")
    private long lastStep;

    @Column(name = "created_on")
    private Instant createdOn;

    @Column(name = "failed_codes")
    private int failedCodes;

    @Column(name = "locked_until")
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
