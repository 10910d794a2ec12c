package io.mltwin.tokencheck;

import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/** Restricts internal endpoints to the services that may call them. */
@Singleton
public record ServiceCallers(Principals principals) {

    /**
     * Refuses all but the named services.
     *
     * @throws AzureException 403 {@code Forbidden}
     */
    public void requireOneOf(CallerContext caller, ServiceName... allowed) {
        String applicationId = caller.token().applicationId();
        for (ServiceName service : allowed) {
            if (principals.service(service).applicationId().equals(applicationId)) {
                return;
            }
        }
        throw forbidden("Forbidden", "This internal endpoint is not for the calling service.");
    }
}
