package io.mltwin.console.session;

/**
 * A person who is signed in to the console.
 *
 * @param id the row of the session; not the value of its cookie
 * @param objectId object id of the user in the tenant
 * @param isOperator whether the user may get an administrator's token
 */
public record Session(
        String id, String tenantId, String objectId, String displayName, String userPrincipalName, boolean isOperator) {

    Session ofNoOperator() {
        return new Session(id, tenantId, objectId, displayName, userPrincipalName, false);
    }
}
