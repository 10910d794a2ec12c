package io.mltwin.console.session;

/**
 * A user whose sign-in Azure AD has vouched for.
 *
 * @param isOperator whether the user is in the platform's group of operators
 * @param refreshToken by which tokens of the user are had
 */
public record SignedInUser(
        String tenantId,
        String objectId,
        String displayName,
        String userPrincipalName,
        boolean isOperator,
        String refreshToken) {

    @Override
    public String toString() {
        return "user " + objectId + " of tenant " + tenantId;
    }
}
