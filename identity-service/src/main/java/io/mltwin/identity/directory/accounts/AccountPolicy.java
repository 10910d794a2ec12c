package io.mltwin.identity.directory.accounts;

/**
 * The properties of a user that a seed sets, apart from name and password.
 *
 * @param homeTenantId of a guest; null for a member
 * @param homeObjectId of a guest; null for a member
 */
public record AccountPolicy(
        boolean enabled,
        String homeTenantId,
        String homeObjectId,
        boolean invitationRedeemed,
        boolean secondFactorRequired,
        String givenName,
        String surname,
        String mail) {

    boolean isGuest() {
        return homeObjectId != null;
    }
}
