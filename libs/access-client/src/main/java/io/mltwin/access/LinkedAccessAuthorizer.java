package io.mltwin.access;

import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/**
 * Linked access checks of Azure Resource Manager: what a caller may not do with a resource, no
 * other resource is made to do for it.
 */
@Singleton
public record LinkedAccessAuthorizer(AccessClient access, ServiceHttp http, Tokens tokens) {

    /**
     * Passes when the caller may do the action at the linked resource.
     *
     * @throws AzureException 403 {@code LinkedAuthorizationFailed}
     */
    public void require(ArmCall call, String action, ArmResourceId linked) {
        if (!access.isAllowed(call.caller(), new Check(action, linked.toString(), false))) {
            throw refusal(call, action, linked);
        }
    }

    /** Returns whether the linked resource exists, as Azure Resource Manager's index knows it. */
    public boolean exists(ArmResourceId linked) {
        ServiceAnswer answer = http.request(
                        ServiceName.WORKSPACE,
                        "GET",
                        "/_internal/index?id=" + UriEncoding.encodeQueryValue(linked.toString()))
                .bearer(tokens.forService(ServiceName.WORKSPACE))
                .send();
        if (answer.status() == 404) {
            return false;
        }
        answer.orFault();
        return true;
    }

    /** Returns the refusal, for where the service finds out by itself that the caller may not. */
    public static AzureException refusal(ArmCall call, String action, ArmResourceId linked) {
        return forbidden(
                "LinkedAuthorizationFailed",
                "The client '%s' with object id '%s' has permission to perform action '%s' on scope '%s'; however,"
                        + " it does not have permission to perform action(s) '%s' on the linked scope(s) '%s' (respectively)"
                        + " or the linked scope(s) are invalid.",
                call.caller().displayName(),
                call.caller().objectId(),
                call.action(),
                call.id(),
                action,
                linked);
    }
}
