package io.mltwin.identity.oauth.codes;

import static io.mltwin.identity.oauth.codes.CodeErrors.authorizationDeclined;
import static io.mltwin.identity.oauth.codes.CodeErrors.authorizationPending;
import static io.mltwin.identity.oauth.codes.CodeErrors.badVerificationCode;
import static io.mltwin.identity.oauth.codes.CodeErrors.deviceCodeExpired;
import static io.mltwin.identity.oauth.codes.CodeErrors.deviceCodeUsed;
import static io.mltwin.identity.oauth.codes.CodeErrors.slowDown;
import static io.mltwin.identity.oauth.codes.CodeErrors.tooManyRequests;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.Sha256;
import io.mltwin.identity.directory.accounts.SignedInUser;
import io.mltwin.identity.oauth.codes.DeviceCodeEntity.State;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Azure AD's device codes: valid for fifteen minutes and one sign-in, and polled every five
 * seconds. Users enter them on a page.
 */
@ApplicationScoped
public class DeviceCodes {

    /** Seconds between two polls of a device. */
    public static final int INTERVAL_SECONDS = 5;

    /** Seconds in which the user must decide. */
    public static final int LIFETIME_SECONDS = 900;

    // a device's own timer is not ours
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(INTERVAL_SECONDS - 1);
    private static final Duration REMEMBERED = Duration.ofDays(1);

    // anybody may ask for one, and few are ever entered
    private static final int MOST_PENDING = 5_000;
    private static final int MOST_REMEMBERED = 20_000;

    private final DeviceCodeRepository codes;
    private final SignInGrants grants;
    private final SecureRandom random;
    private final Clock clock;

    DeviceCodes(DeviceCodeRepository codes, SignInGrants grants, SecureRandom random, Clock clock) {
        this.codes = codes;
        this.grants = grants;
        this.random = random;
        this.clock = clock;
    }

    /**
     * The request of a device.
     *
     * @param tenant as the client named it: id, domain, {@code common} or {@code organizations}
     * @param scope as asked; on the version 1 endpoint {@code resource + "/.default openid"}
     */
    public record Request(String clientId, String tenant, String scope, boolean v2) {}

    /** A pair of codes for a device. */
    public record Started(String deviceCode, String userCode) {
        @Override
        public String toString() {
            return "Started[" + userCode + "]";
        }
    }

    /**
     * A code that waits for its user's decision.
     *
     * @param tenant as the client named it: id, domain, {@code common} or {@code organizations}
     */
    public record Pending(String userCode, String clientId, String tenant, String scope) {}

    /** The sign-in of a code that a user has approved. */
    public record Found(String grantId, SignedInUser user, Request request) {}

    @Transactional
    public Started start(Request request) {
        Instant now = clock.instant();
        codes.deleteExpiredBefore(now.minus(REMEMBERED));
        if (codes.countPending(now) >= MOST_PENDING) {
            throw tooManyRequests();
        }
        if (codes.count() >= MOST_REMEMBERED) {
            codes.deleteExpiredBefore(now);
        }
        Started started = new Started(OpaqueSecret.next("D", random), OpaqueSecret.typed(random));
        codes.persist(new DeviceCodeEntity(
                Sha256.hash(started.deviceCode()),
                started.userCode(),
                request,
                now,
                now.plusSeconds(LIFETIME_SECONDS)));
        return started;
    }

    /** Returns the waiting code. Ignores case and spaces of the typed code. */
    @Transactional
    public Optional<Pending> pending(String userCode) {
        return codes.findPending(typed(userCode), clock.instant())
                .map(row -> new Pending(
                        row.userCode(),
                        row.clientId(),
                        row.request().tenant(),
                        row.request().scope()));
    }

    /** Approves the code for the user. Returns false when it does not wait any more. */
    @Transactional
    public boolean approve(String userCode, SignedInUser user) {
        Instant now = clock.instant();
        return codes.findPending(typed(userCode), now)
                .map(row -> {
                    String grantId = grants.open(row.clientId(), user);
                    return codes.decide(row.userCode(), State.APPROVED, grantId, now);
                })
                .orElse(false);
    }

    /** Declines the code. Returns false when it does not wait any more. */
    @Transactional
    public boolean decline(String userCode) {
        return codes.decide(typed(userCode), State.DECLINED, null, clock.instant());
    }

    /**
     * Returns the sign-in if the user has approved the device; else refuses with the state of the
     * code.
     */
    public Found poll(String deviceCode, String clientId) {
        byte[] hash = Sha256.hash(deviceCode);
        Instant now = clock.instant();
        Polled polled = QuarkusTransaction.requiringNew().call(() -> look(hash, clientId, now));
        if (polled == null) {
            throw badVerificationCode();
        }
        return polled.requireApproved(now);
    }

    /** Redeems the code. Of concurrent callers, one succeeds. */
    public void redeem(String deviceCode) {
        byte[] hash = Sha256.hash(deviceCode);
        if (!QuarkusTransaction.requiringNew().call(() -> codes.redeem(hash))) {
            throw deviceCodeUsed();
        }
    }

    /**
     * The state of a code that a device asks about.
     *
     * @param polledOn null before the first question
     * @param found null until a user has let the device in
     */
    record Polled(State state, Instant expiresOn, Instant polledOn, Found found) {

        /** Returns what the user approved, or refuses with the error that tells the device why. */
        Found requireApproved(Instant now) {
            if (!expiresOn.isAfter(now)) {
                throw deviceCodeExpired();
            }
            return switch (state) {
                case PENDING -> {
                    boolean tooSoon =
                            polledOn != null && polledOn.plus(SHORTEST_PAUSE).isAfter(now);
                    throw tooSoon ? slowDown() : authorizationPending();
                }
                case DECLINED -> throw authorizationDeclined();
                case REDEEMED -> throw deviceCodeUsed();
                case APPROVED -> found;
            };
        }
    }

    private Polled look(byte[] hash, String clientId, Instant now) {
        DeviceCodeEntity row = codes.findByHash(hash).orElse(null);
        if (row == null || !row.clientId().equals(clientId)) {
            return null;
        }
        Found found = null;
        if (row.grantId() != null) {
            found = new Found(row.grantId(), SignInGrants.user(grants.require(row.grantId())), row.request());
        }
        Polled polled = new Polled(row.state(), row.expiresOn(), row.polledOn(), found);
        if (row.state() == State.PENDING) {
            codes.polled(hash, now);
        }
        return polled;
    }

    private static String typed(String userCode) {
        return AsciiCase.upper(userCode.replaceAll("[\\s-]", ""));
    }
}
