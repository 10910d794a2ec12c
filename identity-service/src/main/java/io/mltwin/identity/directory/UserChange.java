package io.mltwin.identity.directory;

/** The new properties of a user, without the password. */
public record UserChange(
        String userPrincipalName,
        String displayName,
        boolean accountEnabled,
        String givenName,
        String surname,
        String mail,
        String mailNickname) {}
