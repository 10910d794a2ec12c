package io.mltwin.identity.directory;

/** All that can be said of a user besides its password, as it is to be from now on. */
public record UserChange(
        String userPrincipalName,
        String displayName,
        boolean accountEnabled,
        String givenName,
        String surname,
        String mail,
        String mailNickname) {}
