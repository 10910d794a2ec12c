package io.mltwin.identity.directory.accounts;

import java.time.Instant;

/**
 * A user as sign-in sees it, with its home tenant and its restrictions.
 *
 * @param homeTenantId the tenant that has the password: the user's own, or the home of a guest
 * @param homeObjectId the user's object there
 * @param secondFactorRequired by the user's own policy or the tenant's
 * @param secondFactorEnrolled true when the user can answer a challenge
 * @param tokensValidFrom earlier sign-ins are revoked; null if none was
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
