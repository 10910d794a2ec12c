package io.mltwin.identity.directory;

import java.time.Instant;

/**
 * A user with what Microsoft Graph shows of it.
 *
 * @param profile names and whether it may sign in
 * @param pending true for a guest that has not accepted its invitation yet
 * @param createdOn null for a user of the seed
 */
public record DirectoryUser(
        String objectId,
        String tenantId,
        UserChange profile,
        boolean guest,
        boolean pending,
        boolean globalAdministrator,
        Instant createdOn) {

    /** The new properties of a user, without the password. */
    public record UserChange(
            String userPrincipalName,
            String displayName,
            boolean accountEnabled,
            String givenName,
            String surname,
            String mail,
            String mailNickname) {}
}
