package io.mltwin.identity.directory.accounts;

import java.time.Instant;

/**
 * A user as sign-in sees one: who, whether it may, and where a guest is at home.
 *
 * @param homeTenantId the tenant that knows the password: the user's own, or a guest's home
 * @param homeObjectId the user's object there
 * @param secondFactorRequired by the user's own policy or the tenant's
 * @param secondFactorEnrolled true when the user can answer a challenge
 * @param tokensValidFrom sign-ins before it are revoked; null for never
 */
public record Account(
        String objectId,
        String tenantId,
        String userPrincipalName,
        String displayName,
        String givenName,
        String surname,
        boolean enabled,
        boolean guest,
        String homeTenantId,
        String homeObjectId,
        boolean invitationRedeemed,
        boolean secondFactorRequired,
        boolean secondFactorEnrolled,
        Instant tokensValidFrom) {}
